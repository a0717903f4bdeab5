import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../rpc/api.ts';
import { followProject } from '../../rpc/project-switch.ts';

/** What can be done with projects from outside; whatever opens one ends where the next step is. */
export function useProjects() {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const recent = useQuery(query.project.recent.queryOptions({ input: {} }));
  const current = useQuery(query.project.current.queryOptions({ input: {} }));
  const goTo = async (screen: 'review' | 'intake'): Promise<void> => {
    await followProject({ client, query }, queryClient);
    window.location.hash = `#/${screen}`;
  };
  const open = useMutation({
    mutationFn: (dir: string) => client.project.open({ dir }),
    onSuccess: ({ pairs }) => goTo(pairs > 0 ? 'review' : 'intake'),
  });
  const demo = useMutation({
    mutationFn: () => client.project.demo({}),
    onSuccess: () => goTo('review'),
  });
  const create = useMutation({
    mutationFn: (project: { dir: string; name: string }) => client.project.create(project),
    onSuccess: () => goTo('intake'),
  });
  const forget = useMutation({
    mutationFn: (dir: string) => client.project.forget({ dir }),
    onSuccess: () => recent.refetch(),
  });
  return {
    recent: recent.data,
    currentDir: current.data?.dir,
    open,
    demo,
    create,
    forget,
    isBusy: open.isPending || demo.isPending || create.isPending,
  };
}
