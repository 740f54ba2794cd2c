/** Images: only the sandbox's own are loaded, for no request leaves the machine. */
import type { Block, SlackFile } from "./types";
import { Text } from "../text/Text";

/** True for an address that needs no other machine. */
function isOwn(url: string | undefined): url is string {
  if (!url) return false;
  return url.startsWith("data:image/") || new URL(url, location.href).origin === location.origin;
}

/** The address of a picture: an uploaded file is the sandbox's own. */
export function addressOf(picture: { image_url?: string; slack_file?: SlackFile }) {
  const id = picture.slack_file?.id;
  return id ? `/files/${encodeURIComponent(id)}` : (picture.image_url ?? picture.slack_file?.url);
}

export function ImageElement({ url, alt }: { url?: string; alt: string }) {
  if (isOwn(url)) return <img className="image-element" src={url} alt={alt} />;
  return <span className="image-element image-absent" role="img" aria-label={alt} title={alt} />;
}

export function ImageBlock({ block }: { block: Block }) {
  const { alt_text: alt = "", title } = block;
  const url = addressOf(block);
  return (
    <figure className="image-block">
      {title && (
        <figcaption>
          <Text text={title} />
        </figcaption>
      )}
      {isOwn(url) ? (
        <img src={url} alt={alt} />
      ) : (
        <div className="image-absent" role="img" aria-label={alt}>
          <strong>{alt || "Image"}</strong>
          <span>Slack shows the image here; the sandbox loads nothing from other machines.</span>
        </div>
      )}
    </figure>
  );
}
