import { Image, RefreshCw, Volume2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { urlOf } from '../../../../web/api.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Skeleton } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { type HumanCheck, humanChecks } from '../../contract/humanChecks.ts';

interface CharactersRowProps {
  readonly check: HumanCheck | null;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onRefresh: () => void;
}

/** The characters to see or to hear, and the field for them. Picture and sound take the same room, so that nothing moves. */
export function CharactersRow({ check, typed, onTyped, onRefresh }: CharactersRowProps) {
  const { t } = useHouse();
  const [listens, listen] = useState(false);
  // A sound that nobody asked for would talk over a screen reader: a new check waits for its play button.
  const [askedFor, askFor] = useState<string | null>(null);
  const turn = () => {
    listen(!listens);
    askFor(check?.checkId ?? null);
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-14 font-medium">{t('check.or')}</p>
      <div className="flex h-[5.625rem] max-w-[18.75rem] items-center justify-center overflow-hidden rounded-control border border-line bg-sunken">
        {!check ? (
          <Skeleton className="size-full" />
        ) : listens ? (
          <Sound key={check.checkId} check={check} autoPlay={askedFor === check.checkId} />
        ) : (
          <Picture key={check.checkId} check={check} />
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={listens ? Image : Volume2} onPress={turn}>
          {t(listens ? 'check.look' : 'check.listen')}
        </Button>
        <Button size="small" icon={RefreshCw} onPress={onRefresh}>
          {t('check.refresh')}
        </Button>
      </div>
      <TextField
        name="human_characters"
        label={t('check.characters')}
        help={t('check.characters_help')}
        value={typed}
        onChange={onTyped}
        optional
        width="short"
        mono
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={20}
      />
    </div>
  );
}

function Picture({ check: { checkId } }: { readonly check: HumanCheck }) {
  const { t } = useHouse();
  const [gone, setGone] = useState(false);
  if (gone) return <p className="px-3 text-13 text-muted">{t('check.picture_gone')}</p>;
  return (
    <img
      src={urlOf(humanChecks.getHumanPicture, { checkId })}
      alt={t('check.picture')}
      width={300}
      height={90}
      className="h-full w-full"
      onError={() => setGone(true)}
    />
  );
}

/** Fetched whole before it plays: some browsers ask for sounds in pieces, and it is heard again without another request. */
function Sound({ check: { checkId }, autoPlay }: { readonly check: HumanCheck; readonly autoPlay: boolean }) {
  const { t } = useHouse();
  const [url, setUrl] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  useEffect(() => {
    let made: string | undefined,
      current = true;
    void fetch(urlOf(humanChecks.getHumanSound, { checkId }))
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error(String(answer.status)))))
      .then(
        (sound) => {
          if (current) setUrl((made = URL.createObjectURL(sound)));
        },
        () => current && setGone(true),
      );
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [checkId]);
  if (gone) return <p className="px-3 text-13 text-muted">{t('check.sound_gone')}</p>;
  if (!url) return <p className="px-3 text-13 text-muted">{t('check.sound_loading')}</p>;
  // What is said is what is asked for: a caption would give the answer away.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  return <audio controls autoPlay={autoPlay} src={url} aria-label={t('check.sound')} className="h-10 w-full px-2" />;
}
