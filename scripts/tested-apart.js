/** A Jest reporter that lists the tests that `npm test` does not run: they take minutes or need more than Node.js. */
module.exports = class TestedApart {
  onRunComplete() {
    console.error(`Not run by npm test:
  npm run test:deploy      deploy with the real Terraform
  npm run test:witnesses   compare synth with the simulated Google Cloud
  npm run test:page        try the page of the preview in headless Chromium
  npm run test:package     install and use the packed package
  npm run test:simulator   install and use the packed simulator
  npm run test:compat      compare API and names with the last release
  npm run test:cdktn       run these tests on CDK Terrain
  npm run test:native      build and use the native edition for CDK Terrain
  npm run test:languages   compile and test Python, Java, Go and C#`);
  }
};
