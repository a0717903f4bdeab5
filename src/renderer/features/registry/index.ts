export { RegistryScreen } from './registry-screen.tsx';
