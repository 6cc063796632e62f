/** Stands in for vtk.js's mesh readers, which a film viewer never calls (see vite.config.mts). */
const noMeshReader = {
  newInstance(): never {
    throw new Error('The reading room shows films, not meshes.');
  },
};

export default noMeshReader;
