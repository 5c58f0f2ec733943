import type { RouteConfig } from '@react-router/dev/routes';
import { flatRoutes } from '@react-router/fs-routes';

/** One file in routes/ is one page; its name is its address (`_public.` and `w.` name the frame around it). */
export default flatRoutes() satisfies RouteConfig;
