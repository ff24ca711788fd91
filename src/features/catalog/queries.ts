export { findOffer, listAddOns, listOffers, listOffersOfProduct } from './queries/offers.ts';
export { priceOf, type PriceWanted } from './queries/pricing.ts';
export { arranged } from './queries/places.ts';
