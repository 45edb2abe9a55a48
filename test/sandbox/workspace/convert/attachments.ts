import type { AppObject } from '../types';
import { transformMapped } from './mapped';

type Stored = Record<string, unknown>;

/** App name to stored name, for everything that only changes its name. */
const NAMES: Record<string, string> = {
  collapsed: 'collapsed',
  color: 'color',
  text: 'text',
  timestampLink: 'message_link',
  thumbnailUrl: 'thumb_url',
  imageDimensions: 'image_dimensions',
  imagePreview: 'image_preview',
  imageUrl: 'image_url',
  imageType: 'image_type',
  imageSize: 'image_size',
  audioUrl: 'audio_url',
  audioType: 'audio_type',
  audioSize: 'audio_size',
  videoUrl: 'video_url',
  videoType: 'video_type',
  videoSize: 'video_size',
  fields: 'fields',
  actionButtonsAlignment: 'button_alignment',
  actions: 'actions',
  type: 'type',
  description: 'description',
};

/** Takes fields out of a stored attachment under other names; those that are not there are there as undefined. */
const taken = (names: Record<string, string>) => (source: Stored) => {
  const result: Stored = {};
  for (const [to, from] of Object.entries(names)) {
    result[to] = source[from];
    delete source[from];
  }
  return result;
};

/** Attachments as an app sees them; the only file of a message is the file of its only attachment. */
export function convertAttachments(stored: unknown, mainFile: unknown): AppObject[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  const list = stored as Stored[];
  const fileId = (mainFile as { _id?: string } | undefined)?._id;
  return list.map((attachment) =>
    transformMapped(attachment, {
      ...NAMES,
      author: taken({ name: 'author_name', link: 'author_link', icon: 'author_icon' }),
      title: taken({ value: 'title', link: 'title_link', displayDownloadLink: 'title_link_download' }),
      timestamp: (source) => {
        const date = new Date(source.ts as string);
        delete source.ts;
        return date;
      },
      fileId: (source) => source.fileId ?? (source.type === 'file' && list.length === 1 ? fileId : undefined),
    }),
  );
}

/** An app's attachments in the server's shape; what is not given is left out. */
export function convertAppAttachments(given: unknown): Stored[] | undefined {
  if (!Array.isArray(given)) return undefined;
  return (given as Stored[]).map((attachment) => {
    const { author, title } = attachment as { author?: Stored; title?: Stored };
    const renamed = Object.entries(NAMES).map(([from, to]) => [to, attachment[from]] as const);
    const parts = {
      ...Object.fromEntries(renamed),
      ts: (attachment.timestamp as Date | undefined)?.toJSON?.() ?? attachment.timestamp,
      author_name: author?.name,
      author_link: author?.link,
      author_icon: author?.icon,
      title: title?.value,
      title_link: title?.link,
      title_link_download: title?.displayDownloadLink,
      ...(attachment._unmappedProperties_ as Stored | undefined),
    };
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== null));
  });
}

/** The files of a message; of two old ones with one attachment the second is the first one's small picture. */
export function convertFiles(files: unknown, attachments: unknown): unknown {
  if (!Array.isArray(files)) return undefined;
  const isPair = files.length === 2 && Array.isArray(attachments) && attachments.length === 1;
  return (files as Stored[]).map((file, index) =>
    isPair && index === 1 && !file.typeGroup ? { ...file, typeGroup: 'thumb' } : file,
  );
}
