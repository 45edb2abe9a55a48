/** Where the web client is: a room or none, and what stands beside it. */
export interface Place {
  readonly rid: string | undefined;
  /** The app's bar by its view's id, or a tab of the client's own such as members-list. */
  readonly tab?: { readonly app: string } | { readonly core: string };
}

export interface Navigation {
  readonly place: Place;
  /** `/live/r1/app/b1`; `/` where no room is open. */
  readonly url: string;
  go(place: Place): void;
  /** As the browser's own button does it; stays where there is nothing to go back to. */
  back(): void;
}

export function createNavigation(rid: string | undefined): Navigation {
  const visited: Place[] = [{ rid }];
  const place = (): Place => visited.at(-1) ?? { rid: undefined };
  return {
    get place() {
      return place();
    },
    get url() {
      const { rid: room, tab } = place();
      if (room === undefined) return '/';
      if (tab === undefined) return `/live/${room}`;
      return `/live/${room}/${'app' in tab ? `app/${tab.app}` : tab.core}`;
    },
    go: (next) => void visited.push(next),
    back() {
      if (visited.length > 1) visited.pop();
    },
  };
}
