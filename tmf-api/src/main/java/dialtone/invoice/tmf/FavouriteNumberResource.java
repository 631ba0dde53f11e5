package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.FavouriteTerms;
import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.FavouriteNumbers;
import dialtone.rating.service.FavouriteNumbers.Chosen;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/accounts/{id}/favourite-numbers/{number}}: the numbers that a line has chosen, which its tariff has prices for. */
@Path("/accounts/{id}/favourite-numbers/{number}")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class FavouriteNumberResource {

    @EJB
    private FavouriteNumbers favourites;

    @Inject
    private Caller caller;

    /**
     * @param numbers     that hold now
     * @param counting    those of them that the tariff makes cheaper, the first of them where it allows fewer
     * @param zones       that they may be in; home is the zone of the line's own number
     * @param most        how many there may be; 0 where the tariff has none
     * @param everyDays   days between two changes
     * @param changeFrom  first day on which they may be changed; absent when at any time
     * @param history     of all times, in the order they were chosen
     */
    public record View(
            String number,
            List<String> numbers,
            List<String> counting,
            List<String> zones,
            int most,
            @Nullable Integer everyDays,
            @Nullable String changeFrom,
            List<FavouriteView> history) {

        static View of(Chosen chosen) {
            return new View(
                    chosen.msisdn(),
                    chosen.now(),
                    chosen.counting(),
                    chosen.terms().map(FavouriteTerms::zones).orElse(List.of()),
                    chosen.terms().map(FavouriteTerms::numbers).orElse(0),
                    chosen.terms().map(FavouriteTerms::everyDays).orElse(null),
                    chosen.earliest().map(Object::toString).orElse(null),
                    chosen.all().numbers().stream()
                            .map(each -> new FavouriteView(
                                    each.number(), each.from(), each.to().orElse(null)))
                            .toList());
        }
    }

    /** @param givenUpAt absent while it holds */
    public record FavouriteView(
            String number, Instant chosenAt, @Nullable Instant givenUpAt) {}

    /** @param numbers the whole list as it is to be */
    public record ChoiceView(@Nullable List<String> numbers) {}

    /** @return 200; 404 the account has no such line */
    @GET
    public String get(@PathParam("id") String id, @PathParam("number") String number) {
        return ResourceJson.write(View.of(favourites
                .of(new BillingAccountId(id), number)
                .orElseThrow(() -> TmfRefusal.notFound("line", number))));
    }

    /** The line has these from now on. @return 200 as it is then; 400 naming the field; 404 the account has no such line */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public String choose(@PathParam("id") String id, @PathParam("number") String number, InputStream body) {
        List<String> wanted = RequestJson.read(body, ChoiceView.class).numbers();
        if (wanted == null) {
            throw ReceiptView.missing("numbers");
        }
        return switch (favourites.choose(new BillingAccountId(id), number, wanted, caller.login())) {
            case Outcome.Accepted<Chosen>(Chosen chosen) -> ResourceJson.write(View.of(chosen));
            case Outcome.Rejected<Chosen>(List<Rejection> reasons) -> {
                if (reasons.getFirst().code().equals("UNKNOWN_LINE")) {
                    throw TmfRefusal.notFound("line", number);
                }
                throw TmfRefusal.of(reasons);
            }
        };
    }
}
