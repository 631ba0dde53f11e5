package dialtone.rating;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.FavouriteTerms;
import dialtone.rating.Favourites.Favourite;
import dialtone.usage.layout.NumberRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a line's favourite numbers when others are chosen. What stays among them goes on.
 *
 * <p>Of a tariff that lets its lines change the list every 30 days, a list that was chosen on 2026-11-01 may be changed on 2026-12-01, and on
 * 2026-11-30 not. The days are those of the account's zone; the first choice is free at any time.
 *
 * @param chosen  that come to the list, digits only
 * @param givenUp that leave it
 */
public record FavouriteChange(List<String> chosen, List<String> givenUp) {

    public FavouriteChange {
        chosen = List.copyOf(chosen);
        givenUp = List.copyOf(givenUp);
    }

    public boolean isNothing() {
        return chosen.isEmpty() && givenUp.isEmpty();
    }

    /** First day on which the list may be changed; empty when at any time, since nothing was ever chosen. */
    public static Optional<LocalDate> earliest(FavouriteTerms terms, Favourites all, ZoneId zone) {
        return all.numbers().stream()
                .flatMap(each -> Stream.concat(Stream.of(each.from()), each.to().stream()))
                .max(Instant::compareTo)
                .map(last -> LocalDate.ofInstant(last, zone).plusDays(terms.everyDays()));
    }

    /**
     * @param terms  of the tariff
     * @param all    of the line, of all times
     * @param msisdn of the line itself
     * @param wanted the whole list as it is to be, with a plus before the numbers or without
     * @return nothing to change when the list is that already; rejections at {@code numbers} or {@code numbers[0]}: INVALID_NUMBER, OWN_NUMBER,
     *     NAMED_TWICE, TOO_MANY_NUMBERS, TOO_EARLY
     */
    public static Outcome<FavouriteChange> of(
            FavouriteTerms terms, Favourites all, String msisdn, List<String> wanted, Instant now, ZoneId zone) {
        List<Rejection> faults = new ArrayList<>();
        Set<String> numbers = new LinkedHashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String field = "numbers[" + i + "]";
            Optional<String> number =
                    NumberRule.INTERNATIONAL.normal(wanted.get(i).strip());
            if (number.isEmpty()) {
                faults.add(Rejection.at(
                        field, "INVALID_NUMBER", "A favourite is an international number of 6 to 15 digits."));
            } else if (number.get().equals(msisdn)) {
                faults.add(Rejection.at(field, "OWN_NUMBER", "This is the line's own number."));
            } else if (!numbers.add(number.get())) {
                faults.add(Rejection.at(field, "NAMED_TWICE", "This number is named twice."));
            }
        }
        if (wanted.size() > terms.numbers()) {
            faults.add(Rejection.at(
                    "numbers", "TOO_MANY_NUMBERS", "The line may have " + terms.numbers() + " favourite numbers."));
        }
        if (!faults.isEmpty()) {
            return Outcome.rejected(faults);
        }
        List<String> had = all.at(now).stream().map(Favourite::number).toList();
        FavouriteChange change = new FavouriteChange(
                numbers.stream().filter(number -> !had.contains(number)).toList(),
                had.stream().filter(number -> !numbers.contains(number)).toList());
        Optional<LocalDate> earliest = earliest(terms, all, zone);
        if (!change.isNothing()
                && earliest.isPresent()
                && LocalDate.ofInstant(now, zone).isBefore(earliest.get())) {
            return Outcome.rejected(
                    Rejection.at("numbers", "TOO_EARLY", "The list may be changed from " + earliest.get() + " on."));
        }
        return Outcome.accepted(change);
    }
}
