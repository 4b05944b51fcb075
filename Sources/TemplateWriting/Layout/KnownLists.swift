/// Lists that help people choose; an import understands more than they hold.
///
/// They are fixed here, so that a template does not depend on the time zone data of the machine
/// that writes it.
enum KnownLists {
  /// IANA time zones: Canada first, then the United States, then one or more per part of the world.
  static let timeZones = [
    "America/St_Johns", "America/Halifax", "America/Moncton", "America/Glace_Bay",
    "America/Goose_Bay", "America/Toronto", "America/Iqaluit", "America/Winnipeg",
    "America/Rankin_Inlet", "America/Resolute", "America/Regina", "America/Swift_Current",
    "America/Edmonton", "America/Cambridge_Bay", "America/Inuvik", "America/Vancouver",
    "America/Dawson_Creek", "America/Fort_Nelson", "America/Whitehorse", "America/Dawson",
    "America/New_York", "America/Detroit", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Boise", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
    "America/Puerto_Rico", "America/Mexico_City", "America/Tijuana", "America/Guatemala",
    "America/Havana", "America/Jamaica", "America/Panama", "America/Bogota", "America/Lima",
    "America/Caracas", "America/La_Paz", "America/Santiago", "America/Sao_Paulo",
    "America/Montevideo", "America/Argentina/Buenos_Aires", "Atlantic/Reykjavik",
    "Atlantic/Azores", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris",
    "Europe/Brussels", "Europe/Madrid", "Europe/Berlin", "Europe/Zurich", "Europe/Rome",
    "Europe/Vienna", "Europe/Prague", "Europe/Warsaw", "Europe/Budapest", "Europe/Belgrade",
    "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki", "Europe/Kyiv", "Europe/Istanbul",
    "Europe/Moscow", "Africa/Casablanca", "Africa/Algiers", "Africa/Tunis", "Africa/Lagos",
    "Africa/Accra", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Jerusalem",
    "Asia/Beirut", "Asia/Baghdad", "Asia/Riyadh", "Asia/Dubai", "Asia/Tehran", "Asia/Kabul",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Singapore", "Asia/Manila", "Asia/Hong_Kong",
    "Asia/Shanghai", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Australia/Perth",
    "Australia/Darwin", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney",
    "Pacific/Auckland", "UTC",
  ]

  /// Currencies, ISO 4217 alphabetic codes.
  static let currencies = [
    "CAD", "USD", "EUR", "GBP", "AUD", "NZD", "CHF", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF",
    "JPY", "CNY", "HKD", "SGD", "KRW", "INR", "AED", "BRL", "MXN", "ZAR",
  ]

  /// Languages, BCP 47 tags.
  static let languages = [
    "en", "en-CA", "fr", "fr-CA", "es", "pt", "de", "it", "nl", "pl", "uk", "ar", "hi", "pa", "zh",
    "ja", "ko", "vi",
  ]

  /// Provinces and territories of Canada, ISO 3166-2.
  static let canadianSubdivisions = [
    "CA-AB", "CA-BC", "CA-MB", "CA-NB", "CA-NL", "CA-NS", "CA-NT", "CA-NU", "CA-ON", "CA-PE",
    "CA-QC", "CA-SK", "CA-YT",
  ]
}
