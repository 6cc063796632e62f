import { NotAcceptableException } from '@nestjs/common';

/** 406 (PS3.18 table 8.5-1): `offered` are the media types that the resource can be had in. */
export const notAcceptable = (
  offered: readonly string[],
  why = 'none of the accepted media types can be given',
): Error => new NotAcceptableException(`${why}; available: ${offered.join(', ')}`);
