import { objectOf, tinyImage } from '../../testing/spec-objects';
import { greyPresentation } from './grey-presentation';

const of = (attributes: Parameters<typeof tinyImage>[0]) =>
  greyPresentation(objectOf(tinyImage(attributes)).toDicomJson());

describe('how an image shows its greys', () => {
  it('repeats its rescaling and the first of its windows', () => {
    expect(
      of({
        RescaleIntercept: -1024,
        RescaleSlope: 2,
        RescaleType: 'HU',
        WindowCenter: [40, -600],
        WindowWidth: [400, 1500],
        WindowCenterWidthExplanation: ['soft', 'lung'],
      }),
    ).toEqual({
      inverse: false,
      rescale: { intercept: -1024, slope: 2, type: 'HU' },
      window: { center: 40, width: 400, explanation: 'soft', fn: 'LINEAR' },
    });
  });

  it.each([[{ PhotometricInterpretation: 'MONOCHROME1' }], [{ PresentationLUTShape: 'INVERSE' }]])(
    'is inverse by %j',
    (attributes) => {
      expect(of(attributes)?.inverse).toBe(true);
    },
  );

  it('tells the range of a VOI LUT where there is no window', () => {
    const lut = { LUTDescriptor: [4, 100, 8], LUTData: new Uint16Array([0, 80, 160, 255]) };
    expect(of({ VOILUTSequence: [lut] })?.window).toEqual({
      center: 102,
      width: 4,
      explanation: 'range of the VOI LUT',
      fn: 'LINEAR',
    });
  });

  it('keeps how a window maps', () => {
    expect(of({ WindowCenter: 10, WindowWidth: 0.5, VOILUTFunction: 'SIGMOID' })?.window).toMatchObject({
      width: 0.5,
      fn: 'SIGMOID',
    });
    expect(of({ WindowCenter: 10, WindowWidth: 0.5 })?.window).toBeNull();
  });

  it('leaves out windows that no viewer could use', () => {
    expect(of({ WindowCenter: 10, WindowWidth: 0 })?.window).toBeNull();
  });

  it('knows none of a coloured image', () => {
    expect(of({ PhotometricInterpretation: 'RGB', SamplesPerPixel: 3, PlanarConfiguration: 0 })).toBeNull();
  });
});
