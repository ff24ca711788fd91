import { Bell, CircleHelp, Settings, UserPlus } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Link } from '../ui/Link.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Row, Shelf } from './Shelf.tsx';

const variants = ['primary', 'secondary', 'quiet', 'danger'] as const;
const oneSecond = () => new Promise((done) => setTimeout(done, 1_000));

export function ButtonsShelf() {
  const { t } = useHouse();
  return (
    <Shelf name="Button · IconButton · LinkButton · Link · Kbd">
      <Row>
        {variants.map((variant) => (
          <Button key={variant} variant={variant} onPress={oneSecond}>
            {variant === 'danger' ? t('gallery.remove') : t('gallery.save')}
          </Button>
        ))}
        <Button variant="primary" icon={UserPlus}>
          {t('gallery.invite')}
        </Button>
        <LinkButton href="#list">{t('gallery.view')}</LinkButton>
        <Link href="#list">{t('gallery.view')}</Link>
        <Kbd>Ctrl</Kbd>
        <Kbd>K</Kbd>
      </Row>
      <Row>
        {variants.map((variant) => (
          <Button key={variant} variant={variant} pending>
            {t('gallery.save')}
          </Button>
        ))}
        {variants.map((variant) => (
          <Button key={variant} variant={variant} reason={t('gallery.last_admin')}>
            {t('gallery.remove')}
          </Button>
        ))}
      </Row>
      <Row>
        <Button size="small">{t('gallery.export')}</Button>
        <Button size="small" variant="primary">
          {t('gallery.save')}
        </Button>
        <IconButton icon={Settings} label={t('gallery.theme')} />
        <IconButton icon={Bell} label={t('ui.toasts')} mark={3} />
        <IconButton icon={CircleHelp} label={t('gallery.view')} size="small" />
      </Row>
    </Shelf>
  );
}
