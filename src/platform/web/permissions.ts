/** What pages may ask browsers for (Permissions Policy): nothing, but where they are on the pages that say so. */
export const permissions = (geolocation: '' | 'self' = ''): string =>
  `camera=(), geolocation=(${geolocation}), microphone=(), payment=(), usb=()`;
