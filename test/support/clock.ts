import { StoryClock, StoryDice, StoryIds } from '../../src/platform/clock/story.js';

/** Clock, ids and dice of a story that always begins at the same moment: noon in Ushuaia, Monday 2 March 2026. */
export function storyTime(start = '2026-03-02T15:00:00.000Z'): { clock: StoryClock; ids: StoryIds; dice: StoryDice } {
  const clock = new StoryClock(start);
  const dice = new StoryDice('test');
  return { clock, dice, ids: new StoryIds(clock, new StoryDice('ids')) };
}
