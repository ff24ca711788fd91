import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { Badge } from './Badge.tsx';

export interface TabPage {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly TabPage[];
  /** Keep it in the URL, so that a link opens the same tab. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
  return (
    <AriaTabs selectedKey={chosen} onSelectionChange={(id) => onChoose(String(id))} className="flex flex-col gap-6">
      <TabList aria-label={label} className="flex gap-6 overflow-x-auto border-b border-line text-14 [scrollbar-width:none] print:hidden">
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="-mb-px flex min-h-10 cursor-pointer items-center gap-2 border-b-2 border-transparent py-2 font-medium whitespace-nowrap text-muted outline-offset-[-2px] transition-colors hover:text-ink data-selected:border-accent-ink data-selected:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <Badge>{tab.count}</Badge>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="outline-offset-4">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
