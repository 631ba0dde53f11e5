package dialtone.party;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The command that makes a customer, with a first billing account.
 *
 * @param givenName  at most 64 characters
 * @param familyName at most 64 characters
 * @param birthDate  the customer is of age on the day of the request
 * @param email      notifications go there; at most 128 characters
 * @param phone      a number the customer can be reached at before the line works; at most 32 characters
 */
public record NewCustomer(
        String givenName,
        String familyName,
        LocalDate birthDate,
        String email,
        Optional<String> phone,
        Address address) {}
