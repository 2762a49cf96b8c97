import { Testing } from "cdktf";
import "cdktf-google-serverless-lb/jest";
import { Site } from "../site";

const { loadBalancer, web, api } = new Site(Testing.app(), "test", { project: "p1", domain: "app.example.com" });

test("the API gets what is below /api, and the web service all other requests", () => {
  expect(loadBalancer).toRoute("https://app.example.com/api/users", api);
  expect(loadBalancer).toRoute("https://app.example.com/", web);
});

test("unencrypted requests are redirected", () => {
  expect(loadBalancer).toRedirect("http://app.example.com/", "https://app.example.com/");
});
