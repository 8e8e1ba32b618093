import { browserShellSection } from './browserShell/browserShellSection'
import { desktopSection } from './desktop/desktopSection'
import { hostileSection } from './hostileFiles/hostileSection'
import { jobsSection } from './keeping/jobsSection'
import { keepingSection } from './keeping/keepingSection'
import type { Section } from './section'

/** All parts, in the order of the scorecard. */
export const sections: readonly Section[] = [
  desktopSection,
  browserShellSection,
  hostileSection,
  keepingSection,
  jobsSection,
]
