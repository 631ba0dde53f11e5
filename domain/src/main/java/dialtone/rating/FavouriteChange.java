package dialtone.rating;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.UsageScope;
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
import java.util.stream.Collectors;
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
     * Whose favourites they are.
     *
     * @param msisdn its own number
     * @param terms  of its tariff
     * @param all    its favourites of all times
     * @param zone   whose days count
     * @param zones  destination zones
     */
    public record Line(String msisdn, FavouriteTerms terms, Favourites all, ZoneId zone, ZonePlan zones) {

        /** Why this number may not be chosen; empty when it may. */
        private Optional<Rejection> refusal(String field, String number, Instant now) {
            if (number.equals(msisdn)) {
                return Optional.of(Rejection.at(field, "OWN_NUMBER", "This is the line's own number."));
            }
            String own = zones.zoneOf(msisdn, now);
            return Favourites.areIn(zones.zoneOf(number, now), terms, own) || has(number, now)
                    ? Optional.empty()
                    : Optional.of(Rejection.at(
                            field,
                            "ZONE_NOT_ALLOWED",
                            "Favourites of this line are numbers in "
                                    + terms.zones().stream()
                                            .map(each -> each.equals(UsageScope.HOME) ? "the zone of its own" : each)
                                            .collect(Collectors.joining(" or "))
                                    + "."));
        }

        private boolean has(String number, Instant now) {
            return all.at(now).stream().anyMatch(each -> each.number().equals(number));
        }
    }

    /** Gives up all that hold now: at any time, whatever the tariff is. */
    public static FavouriteChange none(Favourites all, Instant now) {
        return new FavouriteChange(
                List.of(), all.at(now).stream().map(Favourite::number).toList());
    }

    /**
     * @param wanted the whole list as it is to be, with a plus before the numbers or without
     * @return nothing to change when the list is that already; rejections at {@code numbers} or {@code numbers[0]}: INVALID_NUMBER, OWN_NUMBER,
     *     ZONE_NOT_ALLOWED, NAMED_TWICE, TOO_MANY_NUMBERS (where some are new), TOO_EARLY (unless all are given up)
     */
    public static Outcome<FavouriteChange> of(Line line, List<String> wanted, Instant now) {
        List<Rejection> faults = new ArrayList<>();
        Set<String> numbers = new LinkedHashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String field = "numbers[" + i + "]";
            Optional<String> number =
                    NumberRule.INTERNATIONAL.normal(wanted.get(i).strip());
            if (number.isEmpty()) {
                faults.add(Rejection.at(
                        field, "INVALID_NUMBER", "A favourite is an international number of 6 to 15 digits."));
            } else if (!numbers.add(number.get())) {
                faults.add(Rejection.at(field, "NAMED_TWICE", "This number is named twice."));
            } else {
                line.refusal(field, number.get(), now).ifPresent(faults::add);
            }
        }
        FavouriteTerms terms = line.terms();
        if (wanted.size() > terms.numbers() && !numbers.stream().allMatch(number -> line.has(number, now))) {
            faults.add(Rejection.at(
                    "numbers", "TOO_MANY_NUMBERS", "The line may have " + terms.numbers() + " favourite numbers."));
        }
        if (!faults.isEmpty()) {
            return Outcome.rejected(faults);
        }
        List<String> had = line.all().at(now).stream().map(Favourite::number).toList();
        FavouriteChange change = new FavouriteChange(
                numbers.stream().filter(number -> !had.contains(number)).toList(),
                had.stream().filter(number -> !numbers.contains(number)).toList());
        Optional<LocalDate> earliest = earliest(terms, line.all(), line.zone());
        if (!change.isNothing()
                && !wanted.isEmpty()
                && earliest.isPresent()
                && LocalDate.ofInstant(now, line.zone()).isBefore(earliest.get())) {
            return Outcome.rejected(
                    Rejection.at("numbers", "TOO_EARLY", "The list may be changed from " + earliest.get() + " on."));
        }
        return Outcome.accepted(change);
    }
}
