import { App } from "cdktf";
import { Site } from "./site";

const app = new App();
new Site(app, "prod", { project: "acme-web-prod", domain: "app.example.com", stateBucket: "acme-web-prod-tfstate" });
app.synth();
