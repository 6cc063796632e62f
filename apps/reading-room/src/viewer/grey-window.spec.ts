import { draggedWindow, windowEnds } from './grey-window';

describe('a grey window', () => {
  it('clips where PS3.3 C.11.2.1.2.1 says, for LINEAR', () => {
    expect(windowEnds({ center: 2048, width: 4096 }, 'LINEAR')).toEqual({ lower: 0, upper: 4095 });
  });

  it('clips half a width from its centre for LINEAR_EXACT', () => {
    expect(windowEnds({ center: 100, width: 50 }, 'LINEAR_EXACT')).toEqual({ lower: 75, upper: 125 });
  });

  it('never gets narrower than one value when it is dragged', () => {
    expect(draggedWindow({ center: 10, width: 300 }, -5000, 0)).toEqual({ center: 10, width: 1 });
  });

  it('widens to the right and moves downwards', () => {
    expect(draggedWindow({ center: 10, width: 300 }, 20, 5)).toEqual({ center: 15, width: 320 });
  });
});
