/** At its token's end the participant stays in the conference: Web, iOS, Android, React Native, Flutter. */
export const stay = 'stay'

/** At its token's end the participant is kicked out of the conference: C++, .NET. */
export const kick = 'kick'
