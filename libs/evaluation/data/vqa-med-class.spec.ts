import { vqaMedClass } from './vqa-med-class';

const chest = 'lung, mediastinum, pleura';

describe('the class of a VQA-Med picture', () => {
  it.each([
    ['xr - plain film', 'pa', chest, '', 'frontal-chest'],
    ['xr - plain film', 'lateral', chest, '', 'lateral-chest'],
    ['xr - plain film', 'oblique', chest, '', null],
    ['xr - plain film', 'ap', 'musculoskeletal', '', 'other-radiograph'],
    ['xr - plain film', 'ap', 'vascular and lymphatic', '', null],
    ['ct w/contrast (iv)', 'axial', chest, '', 'ct'],
    ['noncontrast ct', 'axial', chest, '', 'ct'],
    ['t2', 'axial', 'skull and contents', '', 'mr'],
    ['us - ultrasound', 'sagittal', 'genitourinary', '', 'us'],
    ['nm - nuclear medicine', '', '', '', 'other-medical'],
    ['yes', 'axial', '', 'is this a ct scan?', 'ct'],
    ['no', 'axial', '', 'is this a ct scan?', null],
    ['yes', 'axial', '', 'was the mri taken with contrast?', 'mr'],
    ['something else', 'axial', '', '', null],
  ])('%s, %s, %s, "%s" is %s', (modality, plane, organ, question, expected) => {
    expect(vqaMedClass({ modality, plane, organ, question })).toBe(expected);
  });
});
