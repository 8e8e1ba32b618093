import type { PictureSubject } from '../contract/pictures'
import type { Project } from '../project/project'
import { leftOutWeights, mixWeights, weightsOf, withClicks } from '../separation/mixdown'
import type { ComponentWeights } from '../separation/renderOutputs'

/**
 * The outputs that a subject is made of, as weights of the components: left and right of the remaster, one of all others. Where clicks were removed, a weight behind those of the
 * components is theirs. A source is
 * as it was separated, whatever its level, pan and mute; one that is not there any more has nothing. Null: the recording itself.
 */
export function subjectOutputs(
  project: Project,
  subject: PictureSubject,
): readonly ComponentWeights[] | null {
  const componentCount = project.components.length
  const mix = { ...project, panLaw: project.mix.panLaw }
  switch (subject.kind) {
    case 'original':
      return null
    case 'remaster':
      return mixWeights(mix)
    case 'removed':
      return [leftOutWeights(project, mix)]
    case 'clicks':
      return [withClicks(weightsOf(componentCount, []))]
    case 'source': {
      const source = project.sources.find(({ id }) => id === subject.id)
      return [weightsOf(componentCount, source?.components ?? [])]
    }
    case 'component':
      return [weightsOf(componentCount, [subject.component])]
  }
}
