import { App } from "cdktf";
import { environments } from "./environments";
import { Site, SiteProps } from "./site";

const app = new App();
for (const [id, props] of Object.entries<SiteProps>(environments)) {
  new Site(app, id, props);
}
app.synth();
