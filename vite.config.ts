import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  resolve: { tsconfigPaths: true },
  // Found late, a dependency makes the first page of a fresh checkout reload; ECharts is loaded by the page that draws.
  optimizeDeps: {
    include: ['i18next', 'react-i18next', 'remix-i18next/middleware'],
    exclude: ['echarts'],
  },
  // The commands print their own lines; sizes of chunks are for whoever asks.
  build: {
    reportCompressedSize: false,
    // A font inside a style sheet is a data: address, which the policy refuses.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
});
