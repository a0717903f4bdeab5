export { ExchangeScreen } from './exchange-screen.tsx';
