package dialtone.tax;

/**
 * Where something is for tax: a customer, a seller, the jurisdiction of a rate. What is not told is empty.
 *
 * @param country ISO 3166-1 alpha-2
 * @param region  state or province, the part of its ISO 3166-2 code behind the hyphen: NY of US-NY
 * @param county  by its name, without "County"
 * @param city    by its name
 */
public record TaxPlace(String country, String region, String county, String city) {

    /** Longest name of a county or city. */
    public static final int MAX_NAME = 64;

    public static TaxPlace country(String country) {
        return new TaxPlace(country, "", "", "");
    }

    public static TaxPlace region(String country, String region) {
        return new TaxPlace(country, region, "", "");
    }

    /** Whether all that is told of this place is true of the other one; names of counties and cities in any case of letters. */
    boolean contains(TaxPlace other) {
        return country.equals(other.country)
                && (region.isEmpty() || region.equals(other.region))
                && (county.isEmpty() || county.equalsIgnoreCase(other.county))
                && (city.isEmpty() || city.equalsIgnoreCase(other.city));
    }

    /** 0 for a country, more for what is narrower: a city is narrower than a county. */
    int narrowness() {
        return (region.isEmpty() ? 0 : 1) + (county.isEmpty() ? 0 : 2) + (city.isEmpty() ? 0 : 4);
    }

    /** {@code DE}, {@code US-NY}, {@code US-IL Cook}, {@code US-IL Chicago}: the narrowest name. */
    public String code() {
        String iso = region.isEmpty() ? country : country + "-" + region;
        if (!city.isEmpty()) {
            return iso + " " + city;
        }
        return county.isEmpty() ? iso : iso + " " + county;
    }

    /** All that is told, for a person who mends it: {@code US-NY, county New York, city unknown}. */
    String described() {
        String iso = region.isEmpty() ? country + ", region unknown" : country + "-" + region;
        return iso + ", county " + (county.isEmpty() ? "unknown" : county) + ", city "
                + (city.isEmpty() ? "unknown" : city);
    }
}
