import { playStory } from './story';
import { TIME } from './time/stories';

describe.each(TIME)('$name', ({ stories }) => {
  it.each(stories)('$title', async (story) => {
    expect((await playStory(story)).differences).toEqual([]);
  });
});
