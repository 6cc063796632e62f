import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { DicomWebAccess } from '@wetread/identity';
import { seriesInstanceUid, studyInstanceUid } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import type { Request, Response } from 'express';
import { SearchStudies } from '../../application/query/search-studies';
import type { QueryLevel } from '../../domain/query/attribute-levels';
import type { AttributeQuery } from '../../domain/query/attribute-query';
import { isIndexedName } from '../../domain/query/fuzzy-name';
import { queryFromParameters } from '../../domain/query/query-from-parameters';
import { retrieveUrls } from './retrieve-url';
import { resultFormat, sendResults, withRetrieveUrl } from './search-response';

/** A client that asks for everything gets so much, and is told that there is more. */
const MOST_RESULTS = 1000;
const STUDY = '0020000D';
const SERIES = '0020000E';

/** QIDO-RS, the Search Transaction (PS3.18 section 10.6). */
@Controller('dicom-web')
@DicomWebAccess()
export class SearchController {
  constructor(
    private readonly searchStudies: SearchStudies,
    private readonly config: AppConfig,
  ) {}

  @Get('studies')
  studies(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.search('STUDY', {}, request, response);
  }

  @Get('studies/:study/series')
  seriesOfStudy(
    @Param('study') study: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.search('SERIES', { [STUDY]: studyInstanceUid(study) }, request, response);
  }

  @Get('series')
  series(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.search('SERIES', {}, request, response);
  }

  @Get('studies/:study/instances')
  instancesOfStudy(
    @Param('study') study: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.search('IMAGE', { [STUDY]: studyInstanceUid(study) }, request, response);
  }

  @Get('studies/:study/series/:series/instances')
  instancesOfSeries(
    @Param('study') study: string,
    @Param('series') series: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const fixed = { [STUDY]: studyInstanceUid(study), [SERIES]: seriesInstanceUid(series) };
    return this.search('IMAGE', fixed, request, response);
  }

  @Get('instances')
  instances(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.search('IMAGE', {}, request, response);
  }

  private async search(
    level: QueryLevel,
    fixed: Record<string, string>,
    request: Request,
    response: Response,
  ): Promise<void> {
    const format = resultFormat(request);
    const parameters = new URL(request.originalUrl, 'http://localhost').searchParams;
    const { timeZone } = this.config.offPeak;
    const query = queryFromParameters(level, parameters, { mostResults: MOST_RESULTS, fixed, timeZone });
    const { hasMore, results } = await this.searchStudies.open(query);
    const urls = retrieveUrls(request, this.config);
    tellOfLiteralNames(query, response);
    await sendResults(response, format, { hasMore, results: withRetrieveUrl(level, results, urls) });
  }
}

/** PS3.18 section 8.3.4.2: whoever asks for fuzzy matching is told where there is none. */
function tellOfLiteralNames({ matches }: AttributeQuery, response: Response): void {
  const isLiteral = matches.some(
    ({ path, criterion }) =>
      criterion.kind === 'name-words' && !(path.length === 1 && isIndexedName(path[0] ?? '')),
  );
  if (isLiteral)
    response.appendHeader(
      'Warning',
      '299 wetread "The fuzzymatching parameter is supported for PatientName and ReferringPhysicianName. Only literal matching of the beginnings of words has been performed on other names."',
    );
}
