export { PreviewError, parseService } from "./destinations";
export type { Explanation } from "./explanation";
export { originHere } from "./describe";
export { Preview, type ServerOptions } from "./server";
export { type Site, readSite } from "./site";
