package dialtone.order.console;

import dialtone.party.Address;
import dialtone.party.NewCustomer;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a CSR types about a customer that is not there yet. The page converts and demands what is required. */
public class NewCustomerForm implements Serializable {
    private static final long serialVersionUID = 1;

    /** Where most customers live; the CSR may say otherwise. */
    private static final String USUAL_COUNTRY = "DE";

    private final Map<String, Object> entered = new HashMap<>(Map.of("country", USUAL_COUNTRY));

    /** By the names of the fields. */
    public Map<String, Object> entered() {
        return entered;
    }

    /** Takes what was searched for as given and family name, if it looks like that. */
    void nameFrom(String searched) {
        String[] words = searched.split("\\s+", 2);
        if (words.length == 2 && searched.chars().noneMatch(Character::isDigit)) {
            entered.putIfAbsent("givenName", words[0]);
            entered.putIfAbsent("familyName", words[1]);
        }
    }

    NewCustomer command() {
        return new NewCustomer(
                text("givenName"),
                text("familyName"),
                entered.get("birthDate") instanceof LocalDate day ? day : LocalDate.MAX,
                text("email"),
                Optional.of(text("phone")).filter(phone -> !phone.isEmpty()),
                new Address(text("street"), text("postalCode"), text("city"), text("country")));
    }

    private String text(String name) {
        return entered.get(name) instanceof String value ? value.strip() : "";
    }
}
