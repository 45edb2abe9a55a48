/** What Rocket.Chat's components use of this library. */
export {
  Item,
  Section,
  TableBody,
  useMenuTriggerState,
  useSelectState,
  useSliderState,
  useTreeState,
} from 'react-stately';
