import { playStory } from './story';
import { WORKFLOWS } from './workflows';

describe.each(WORKFLOWS)('$name', ({ stories }) => {
  it.each(stories)('$title', async (story) => {
    expect((await playStory(story)).differences).toEqual([]);
  });
});
