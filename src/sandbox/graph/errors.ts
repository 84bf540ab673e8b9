/** Refusals that all of Meta shares, each with its code, subcode and HTTP status as published. */

export interface ErrorDetails {
  subcode?: number;
  status?: number;
  type?: string;
  transient?: boolean;
  title?: string;
  userMessage?: string;
  /** What WhatsApp adds. */
  details?: string;
}

export class GraphError extends Error {
  readonly code: number;
  readonly details: ErrorDetails;

  constructor(code: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? 400;
  }
}

/** The body Meta sends with an error. */
export function errorBody(error: GraphError, trace: string): Record<string, unknown> {
  const { subcode, type, transient, title, userMessage, details } = error.details;
  return {
    error: {
      message: error.message,
      type: type ?? 'OAuthException',
      code: error.code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(transient === undefined ? {} : { is_transient: transient }),
      ...(title === undefined ? {} : { error_user_title: title }),
      ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      fbtrace_id: trace,
    },
  };
}

/** The upload host's own shape. */
export function uploadErrorBody(error: GraphError): Record<string, unknown> {
  return {
    debug_info: {
      retriable: error.details.transient ?? false,
      type: error.details.type ?? 'ProcessingFailedError',
      message: error.message,
    },
  };
}

export const refusals = {
  unversioned: () =>
    new GraphError(2635, '(#2635) You are calling the Graph API without a version. Name one, e.g. v26.0.'),
  unknownPath: (path: string) =>
    new GraphError(2500, `Unknown path components: ${path}`, { type: 'OAuthException' }),
  unsupportedPost: () =>
    new GraphError(100, 'Unsupported post request.', { subcode: 33, type: 'GraphMethodException' }),
  missing: (id: string, verb = 'get') =>
    new GraphError(
      100,
      `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
        'permissions, or does not support this operation. Please read the Graph API documentation at ' +
        'https://developers.facebook.com/docs/graph-api',
      { subcode: 33, type: 'GraphMethodException' },
    ),
  unknownField: (field: string, node: string) =>
    new GraphError(100, `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`),
  unknownParameter: (name: string) => new GraphError(100, `(#100) Unexpected/invalid parameter: ${name}`),
  badParameter: (message: string) => new GraphError(100, `(#100) ${message}`),
  required: (name: string) => new GraphError(100, `(#100) The parameter ${name} is required.`),
  noToken: () => new GraphError(104, 'An access token is required to request this resource.'),
  deadToken: (subcode: number) =>
    new GraphError(190, deadTokenMessage(subcode), { subcode, status: subcode === 463 ? 401 : 400 }),
  needsPageToken: () =>
    new GraphError(190, '(#190) This method must be called with a Page Access Token', { subcode: 2069032 }),
  permission: (scope: string) =>
    scope.startsWith('instagram_')
      ? new GraphError(10, '(#10) Application does not have permission for this action', { status: 403 })
      : new GraphError(200, `(#200) Requires ${scope} permission to manage the object`, { status: 403 }),
  badProof: () =>
    new GraphError(100, 'Invalid appsecret_proof provided in the API argument', {
      type: 'GraphMethodException',
    }),
  proofRequired: () =>
    new GraphError(100, 'API calls from the server require an appsecret_proof argument', {
      type: 'GraphMethodException',
    }),
  rateLimit: (code: number) =>
    new GraphError(code, `(#${code}) ${rateLimitMessage(code)}`, { status: code === 4 ? 403 : 400 }),
  internal: () =>
    new GraphError(2, 'An unexpected error has occurred. Please retry your request later.', {
      status: 500,
      transient: true,
    }),
  spamSuspected: () =>
    new GraphError(4, 'Application request limit reached', {
      subcode: 2207051,
      status: 403,
      transient: false,
      title: 'Action is blocked',
      userMessage: 'We restrict certain activity to protect our community.',
    }),
  policyBlock: () =>
    new GraphError(368, '(#368) The action attempted has been deemed abusive or is otherwise disallowed', {
      title: 'You’re temporarily blocked',
    }),
  videoNotFetched: () => new GraphError(389, '(#389) Unable to fetch video file from URL.'),
  videoUnsupported: () =>
    new GraphError(352, "(#352) The video file you selected is in a format that we don't support."),
  // Code 0 stands for the upload host, whose errors have no code.
  uploadFailed: () => new GraphError(0, 'The video could not be fetched from file_url.'),
  tooFewViewers: () => new GraphError(10, '(#10) Not enough viewers for the media to show insights'),
  photoUnreadable: () =>
    new GraphError(324, '(#324) Missing or invalid image file', {
      subcode: 2069019,
      title: "Your photos couldn't be uploaded",
      userMessage: 'Photos should be less than 10 MB and saved as JPG or PNG files.',
    }),
  duplicatePost: () =>
    new GraphError(506, '(#506) Duplicate status message', {
      type: 'FacebookApiException',
      title: 'Duplicate status update',
      userMessage: 'This status update is identical to the last one you posted.',
    }),
  linkUnreadable: () =>
    new GraphError(1609005, 'The post could not be published because the link could not be scraped.'),
  windowClosed: (platform: 'instagram' | 'facebook') =>
    new GraphError(10, '(#10) This message is sent outside of allowed window.', {
      subcode: platform === 'instagram' ? 2534022 : 2018278,
    }),
  noHumanAgent: () =>
    new GraphError(10, '(#10) This app has no access to the Human Agent feature.', { status: 403 }),
  personUnavailable: () =>
    new GraphError(551, "(#551) This person isn't available right now.", { subcode: 1545041 }),
  alreadyRepliedTo: () => new GraphError(10900, '(#10900) Activity already replied to'),
} as const;

function deadTokenMessage(subcode: number): string {
  if (subcode === 463) return 'Error validating access token: Session has expired.';
  if (subcode === 458) return 'Error validating access token: The user has not authorized application.';
  if (subcode === 460) return 'Error validating access token: The session has been invalidated.';
  return 'Invalid OAuth access token - Cannot parse access token';
}

function rateLimitMessage(code: number): string {
  if (code === 4) return 'Application request limit reached';
  if (code === 17) return 'User request limit reached';
  if (code === 32) return 'Page request limit reached';
  if (code === 613) return 'Calls to this api have exceeded the rate limit.';
  return 'There have been too many calls to this account. Wait a bit and try again.';
}
