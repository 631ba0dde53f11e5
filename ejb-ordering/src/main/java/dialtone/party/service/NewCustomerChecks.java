package dialtone.party.service;

import dialtone.base.Rejection;
import dialtone.party.Address;
import dialtone.party.NewCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a new customer must be: all refusals at once. A function of the command and today. */
final class NewCustomerChecks {

    /** Contracts are for adults; nobody is older than the oldest. */
    private static final int OF_AGE_YEARS = 18;

    private static final int OLDEST_YEARS = 125;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final List<Rejection> refusals = new ArrayList<>();

    private NewCustomerChecks() {}

    static List<Rejection> check(NewCustomer command, LocalDate today) {
        NewCustomerChecks checks = new NewCustomerChecks();
        checks.text("givenName", command.givenName(), 64);
        checks.text("familyName", command.familyName(), 64);
        checks.birthDate(command.birthDate(), today);
        checks.email(command.email());
        command.phone().ifPresent(phone -> checks.length("phone", phone, 32));
        Address address = command.address();
        checks.text("address.street", address.street(), 128);
        checks.text("address.postalCode", address.postalCode(), 16);
        checks.text("address.city", address.city(), 64);
        if (!COUNTRIES.contains(address.country())) {
            checks.refuse("address.country", "INVALID_COUNTRY", "The country is a two-letter code of ISO 3166.");
        }
        return checks.refusals;
    }

    private void email(String email) {
        text("email", email, 128);
        if (!email.isBlank() && !EMAIL.matcher(email).matches()) {
            refuse("email", "INVALID_EMAIL", "This is not an email address.");
        }
    }

    private void birthDate(LocalDate birthDate, LocalDate today) {
        if (birthDate.isAfter(today) || birthDate.isBefore(today.minusYears(OLDEST_YEARS))) {
            refuse("birthDate", "INVALID_BIRTH_DATE", "Nobody who lives was born on this day.");
        } else if (birthDate.isAfter(today.minusYears(OF_AGE_YEARS))) {
            refuse("birthDate", "UNDER_AGE", "A customer is at least " + OF_AGE_YEARS + " years old.");
        }
    }

    private void text(String field, String value, int max) {
        if (value.isBlank()) {
            refuse(field, "REQUIRED", "This is needed.");
        } else {
            length(field, value, max);
        }
    }

    private void length(String field, String value, int max) {
        if (value.length() > max) {
            refuse(field, "TOO_LONG", "This has at most " + max + " characters.");
        }
    }

    private void refuse(String field, String code, String message) {
        refusals.add(Rejection.at(field, code, message));
    }
}
