import { App } from "cdktf";
import { environments } from "./environments";
import { Site } from "./site";

const app = new App();
new Site(app, "dev", environments.dev);
new Site(app, "staging", environments.staging);
new Site(app, "prod", environments.prod);
app.synth();
