/** Property tests draw the same examples in every run, so that a failure comes back; SHELLAC_PROPERTY_SEED draws others. */
import fc from 'fast-check'

const seed = Number(process.env['SHELLAC_PROPERTY_SEED'] ?? 2011)
fc.configureGlobal({ seed })
