/** How components come to the room they draw. */
import { Component, createContext, type ComponentChild } from 'preact';
import { useContext } from 'preact/hooks';
import type { RoomApp } from './app.js';

export const RoomContext = createContext<RoomApp | null>(null);

export function useRoom(): RoomApp {
  const app = useContext(RoomContext);
  if (!app) throw new Error('Drawn outside the room');
  return app;
}

/** A component that is drawn again only when one of its properties is another one: what keeps a board of thousands of notes quick. */
export function drawnWhenChanged<P extends object>(draw: (props: P) => ComponentChild) {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const { props } = this;
      return (Object.keys({ ...props, ...next }) as (keyof P)[]).some((key) => props[key] !== next[key]);
    }

    override render(): ComponentChild {
      return draw(this.props as P);
    }
  };
}
