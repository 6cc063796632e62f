import type { Anatomy } from './anatomy';
import type {
  DrawnFinding,
  PhantomDevice,
  PhantomFindingCode,
  PhantomFindingRequest,
  PhantomFindingSize,
  PhantomSide,
  PhantomZone,
} from './phantom-finding';
import type { RandomStream } from './random';
import { randomStream } from './random';

interface Habit {
  sides: readonly PhantomSide[];
  zones: readonly PhantomZone[];
  sized: boolean;
}

const oneSide = ['left', 'right'] as const;
const anyZone = ['upper', 'middle', 'lower'] as const;

/** Where a finding may stand when the request does not say. */
const habits: Record<PhantomFindingCode, Habit> = {
  Atelectasis: { sides: oneSide, zones: ['lower', 'lower', 'middle'], sized: true },
  Cardiomegaly: { sides: ['none'], zones: ['none'], sized: true },
  Effusion: { sides: [...oneSide, ...oneSide, 'bilateral'], zones: ['lower'], sized: true },
  Infiltration: { sides: oneSide, zones: anyZone, sized: true },
  Mass: { sides: oneSide, zones: anyZone, sized: true },
  Nodule: { sides: oneSide, zones: anyZone, sized: true },
  Pneumonia: { sides: oneSide, zones: ['middle', 'lower', 'lower', 'upper'], sized: true },
  Pneumothorax: { sides: oneSide, zones: ['upper'], sized: true },
  Consolidation: { sides: oneSide, zones: anyZone, sized: true },
  Edema: { sides: ['bilateral'], zones: ['middle'], sized: true },
  Emphysema: { sides: ['bilateral'], zones: ['none'], sized: true },
  Fibrosis: {
    sides: ['bilateral', 'bilateral', ...oneSide],
    zones: ['lower', 'lower', 'upper'],
    sized: true,
  },
  Pleural_Thickening: { sides: oneSide, zones: ['upper', 'lower', 'middle'], sized: true },
  Hernia: { sides: ['none'], zones: ['lower'], sized: true },
  SupportDevice: { sides: oneSide, zones: ['upper'], sized: false },
};

const devices: readonly PhantomDevice[] = ['central-line', 'pacemaker', 'endotracheal-tube'];
const sizes: readonly PhantomFindingSize[] = ['small', 'moderate', 'moderate', 'large'];

/** Fills in what the requests leave to the seed. */
export function completeRequests(requests: readonly PhantomFindingRequest[], seed: number): DrawnFinding[] {
  return requests.map((request, order) => {
    const random = randomStream(seed, `plan ${order} ${request.code}`);
    const habit = habits[request.code];
    const drawn: DrawnFinding = {
      code: request.code,
      side: request.side ?? random.pick(habit.sides),
      zone: request.zone ?? random.pick(habit.zones),
      size: habit.sized ? (request.size ?? random.pick(sizes)) : 'none',
    };
    return request.code === 'SupportDevice' ? completeDevice(drawn, request, random) : drawn;
  });
}

function completeDevice(
  drawn: DrawnFinding,
  request: PhantomFindingRequest,
  random: RandomStream,
): DrawnFinding {
  const device = request.device ?? random.pick(devices);
  if (device === 'endotracheal-tube') return { ...drawn, device, side: 'none' };
  const usual = device === 'pacemaker' ? 'left' : 'right';
  return { ...drawn, device, side: request.side ?? (random.chance(0.8) ? usual : drawn.side) };
}

const heartGrowth = { small: 1.19, moderate: 1.31, large: 1.46, none: 1.31 } as const;
const airTrapping = { small: 0.5, moderate: 0.8, large: 1.1, none: 0.8 } as const;

/** Findings that are a change of anatomy rather than something laid over it. */
export function shapeAnatomy(anatomy: Anatomy, plan: readonly DrawnFinding[]): Anatomy {
  let shaped = anatomy;
  for (const finding of plan) {
    if (finding.code === 'Cardiomegaly') shaped = enlargeHeart(shaped, heartGrowth[finding.size]);
    if (finding.code === 'Emphysema') shaped = trapAir(shaped, airTrapping[finding.size]);
  }
  return shaped;
}

function enlargeHeart(anatomy: Anatomy, growth: number): Anatomy {
  const heart = anatomy.heart;
  const scale = Math.max(heart.scale * growth, (1.09 * growth * anatomy.halfWidth) / 15.3);
  return {
    ...anatomy,
    heart: {
      ...heart,
      scale,
      centreX: heart.centreX + 0.5 * (growth - 1),
      centreY: heart.centreY - 0.8 * (growth - 1),
    },
  };
}

function trapAir(anatomy: Anatomy, degree: number): Anatomy {
  return {
    ...anatomy,
    lungHeight: anatomy.lungHeight + 1.2 * degree,
    domeTop: { right: anatomy.domeTop.right + 3 * degree, left: anatomy.domeTop.left + 2.8 * degree },
    domeRoundness: anatomy.domeRoundness * (1 - 0.5 * Math.min(1, degree)),
    lungDepth: anatomy.lungDepth + 2 * degree,
    lungDensity: anatomy.lungDensity * (1 - 0.28 * degree),
    vascularity: anatomy.vascularity * (1 - 0.22 * degree),
    heart: { ...anatomy.heart, scale: anatomy.heart.scale * (1 - 0.12 * degree) },
  };
}
