// Prices are in the currency in which companies of a country are billed.
export { currencyOf } from '../../tax/policy/billing.ts';
