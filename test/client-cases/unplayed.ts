/** Cases that cannot be played, each with the reason. */
const THE_APP =
  'tells what this app’s own screens did at the time; they have been changed since, and have stories of their own';

export const UNPLAYED: Readonly<Record<string, string>> = {
  'app-rules': THE_APP,
  'app-history': THE_APP,
  'app-import-double': THE_APP,
  'app-bar': THE_APP,
  'app-bar-note': THE_APP,
  'app-bar-note-empty': THE_APP,
  'app-new-errors': THE_APP,
  'app-big-import': THE_APP,
  'r-12': 'says that there is nothing: no app can open a banner, so there is nothing to do and nothing to see',
};
