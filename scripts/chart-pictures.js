// Draws the pictures of the README, by the command that draws them for everybody.
import { execFileSync } from 'node:child_process'

for (const policy of ['stay', 'kick']) {
  const picture = `docs/images/machine-${policy}.svg`
  const asked = ['diagram', '--policy', policy, '--format', 'svg', '--output', picture]
  execFileSync(process.execPath, ['dist/cli/main.js', ...asked], { stdio: 'inherit' })
}
