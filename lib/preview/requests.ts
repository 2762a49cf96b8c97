/** The requests as they come: the last ones, for who asks later, and each as it ends. */
import { Explanation } from "./explanation";

/** So many requests are kept. */
const KEPT = 200;

type Listener = (event: "request" | "site", data: unknown) => void;

/** The last requests, and who wants to know of the next. */
export class Requests {
  private readonly last: Explanation[] = [];
  private readonly listeners = new Set<Listener>();
  private count = 0;

  /** The number of the next request, from 1. */
  public next(): number {
    return ++this.count;
  }

  /** Keeps a request that has ended. */
  public add(explanation: Explanation): void {
    this.last.push(explanation);
    if (this.last.length > KEPT) {
      this.last.shift();
    }
    this.tell("request", explanation);
  }

  /** Tells all listeners. */
  public tell(event: "request" | "site", data: unknown): void {
    this.listeners.forEach((listener) => listener(event, data));
  }

  /** Tells the last requests, then each that comes, until the returned function is called. */
  public listen(listener: Listener): () => void {
    this.last.forEach((explanation) => listener("request", explanation));
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
