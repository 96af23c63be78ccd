/** What each role may do: the very table by which the agent decides. */
import { Check, CircleDot } from 'lucide-react';
import type { ReactNode } from 'react';
import { OPERATIONS, permission, ROLES } from '@farport/fleet/roles';
import { Card, Table } from '../../ui/layout.tsx';
import { useWords } from '../../words/index.tsx';

export function Roles(): ReactNode {
  const { t } = useWords();
  return (
    <Card flush>
      <p className="padded quiet">{t('roles.more')}</p>
      <Table
        label={t('roles')}
        columns={[
          { head: t('roles.operation'), look: 'wide' },
          ...ROLES.map((role) => ({ head: t(`role.${role}`) })),
        ]}
      >
        {OPERATIONS.map((operation) => (
          <tr key={operation}>
            <td>{t(`operation.${operation}`)}</td>
            {ROLES.map((role) => {
              const may = permission(role, operation);
              return (
                <td key={role} className={`may ${may}`}>
                  {may === 'all' && <Check size={16} aria-hidden />}
                  {may === 'own' && <CircleDot size={15} aria-hidden />}
                  <span className={may === 'no' ? 'quiet' : undefined}>{t(`roles.${may}`)}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </Table>
    </Card>
  );
}
