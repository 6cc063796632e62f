// onnxruntime's binding accepts typed arrays of Node's own realm only; jest gives each spec a realm of its own.
'use strict';
const { TestEnvironment } = require('jest-environment-node');

module.exports = class NativeArraysEnvironment extends TestEnvironment {
  constructor(...parameters) {
    super(...parameters);
    Object.assign(this.global, { Float32Array, BigInt64Array });
  }
};
