// OHIF 3.12 against Wetread: put this file in place of `app-config.js` beside OHIF's `index.html`, and have the server
// that gives it pass `/dicom-web` on to Wetread (docs/viewers.md). test/conformance/ohif.e2e-spec.ts runs this very file.
window.config = {
  routerBasename: null,
  extensions: [],
  modes: [],
  showStudyList: true,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: false,
  investigationalUseDialog: { option: 'never' },
  defaultDataSourceName: 'wetread',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'wetread',
      configuration: {
        friendlyName: 'Wetread',
        name: 'wetread',
        qidoRoot: '/dicom-web',
        wadoRoot: '/dicom-web',
        wadoUriRoot: '/dicom-web',
        qidoSupportsIncludeField: true,
        supportsFuzzyMatching: true,
        supportsWildcard: true,
        // Stored frames as they are: OHIF decompresses them itself.
        imageRendering: 'wadors',
        // Pictures of 128 pixels that Wetread makes, instead of a whole film for each.
        thumbnailRendering: 'thumbnail',
        enableStudyLazyLoad: true,
        omitQuotationForMultipartRequest: true,
        bulkDataURI: { enabled: true },
        singlepart: 'bulkdata,pdf',
      },
    },
  ],
};
