// React picks its build by this name when it is first loaded: pages are measured as they are served (api/launch/main.ts).
process.env.NODE_ENV = 'production';
