package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The catalogue that the house sells by. */
class HouseCatalogTest {

    @Test
    void the_catalogue_of_the_house_is_as_it_should_be() throws IOException {
        CatalogSource source = CatalogSource.in(Path.of("..", "catalog"));
        Catalog catalog = CatalogText.accepted(CatalogLoader.load(source));
        assertThat(catalog.offerings()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(CatalogSource.of(source.text())).isEqualTo(source);
    }
}
