"""The bank in catalogues of data: a DCAT-AP-DK 2.0.2 description, also sound under DCAT-AP 3.

https://digst.github.io/DCAT-AP-DK/ · https://semiceu.github.io/DCAT-AP/
"""

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD

from kb.export.described import DESCRIPTION, LANGUAGES, LICENCE, TITLE, said
from kb.export.downloads import DOWNLOADS, Download
from kb.export.holdings import Holdings
from kb.export.vocabularies import scheme_uri
from kb.records.marks import N_

EU = "http://publications.europa.eu/resource/authority"
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
THEMES = URIRef(f"{EU}/data-theme")
# Health, and government and public sector, of the EU's list of themes.
SUBJECTS = ("HEAL", "GOVE")
FACTS = {
    DCTERMS.spatial: ("country", "DNK", DCTERMS.Location),
    DCTERMS.accessRights: ("access-right", "PUBLIC", DCTERMS.RightsStatement),
    DCTERMS.accrualPeriodicity: ("frequency", "CONT", DCTERMS.Frequency),
}
LANGUAGE_CODES = {"da": "DAN", "en": "ENG"}
KEYWORDS = (N_("velfærdsteknologi"), N_("kommuner"), N_("business case"))
API_TITLE = N_("Efterprøvet: programmerbar adgang")
NAME = "Efterprøvet"


def dcat(holdings: Holdings) -> Graph:
    """Describe the catalogue, its one dataset, each way to download it, and the API."""
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("vcard", VCARD), ("dcatap", DCATAP)):
        graph.bind(prefix, namespace)
    base = holdings.base_url
    catalogue, dataset, service = (URIRef(f"{base}/data/{end}") for end in ("", "#datasaet", "#api"))
    publisher = _add_publisher(graph, holdings)
    _add_catalogue(graph, holdings, catalogue, publisher)
    _add_dataset(graph, holdings, dataset, publisher)
    _add_service(graph, holdings, service, dataset)
    graph.add((catalogue, DCAT.dataset, dataset))
    graph.add((catalogue, DCAT.service, service))
    for download in DOWNLOADS:
        graph.add((dataset, DCAT.distribution, _add_distribution(graph, base, download)))
    return graph


def _add_publisher(graph: Graph, holdings: Holdings) -> URIRef:
    publisher = URIRef(f"{holdings.base_url}/#udgiver")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(holdings.operator or NAME, "da")))
    return publisher


def _add_catalogue(graph: Graph, holdings: Holdings, catalogue: URIRef, publisher: URIRef) -> None:
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    _add_words(graph, catalogue, TITLE, DESCRIPTION)
    graph.add((catalogue, DCTERMS.publisher, publisher))
    graph.add((catalogue, DCTERMS.modified, Literal(holdings.as_of, datatype=XSD.date)))
    graph.add((catalogue, FOAF.homepage, _typed(graph, f"{holdings.base_url}/", FOAF.Document)))
    graph.add((catalogue, DCTERMS.license, _licence(graph)))
    graph.add((catalogue, DCAT.themeTaxonomy, _typed(graph, str(THEMES), SKOS.ConceptScheme)))
    graph.add((THEMES, DCTERMS.title, Literal("Data theme", "en")))
    _add_languages(graph, catalogue)


def _add_dataset(graph: Graph, holdings: Holdings, dataset: URIRef, publisher: URIRef) -> None:
    base = holdings.base_url
    graph.add((dataset, RDF.type, DCAT.Dataset))
    _add_words(graph, dataset, TITLE, DESCRIPTION)
    graph.add((dataset, DCTERMS.identifier, Literal(f"{base}/data/")))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCTERMS.modified, Literal(holdings.as_of, datatype=XSD.date)))
    graph.add((dataset, OWL.versionInfo, Literal(holdings.release_id)))
    graph.add((dataset, DCAT.landingPage, _typed(graph, f"{base}/data/", FOAF.Document)))
    graph.add((dataset, DCAT.contactPoint, _contact(graph, holdings)))
    for relation, (listed, code, kind) in FACTS.items():
        graph.add((dataset, relation, _listed(graph, listed, code, kind)))
    _add_languages(graph, dataset)
    for subject in SUBJECTS:
        graph.add((dataset, DCAT.theme, _listed(graph, "data-theme", subject, SKOS.Concept)))
    for word in KEYWORDS:
        for language in LANGUAGES:
            graph.add((dataset, DCAT.keyword, Literal(said(language, word), language)))
    for vocabulary_id in holdings.catalogue.vocabularies:
        graph.add((dataset, DCTERMS.references, scheme_uri(base, vocabulary_id)))


def _add_service(graph: Graph, holdings: Holdings, service: URIRef, dataset: URIRef) -> None:
    base = holdings.base_url
    graph.add((service, RDF.type, DCAT.DataService))
    for language in LANGUAGES:
        graph.add((service, DCTERMS.title, Literal(said(language, API_TITLE), language)))
    graph.add((service, DCAT.endpointURL, _typed(graph, f"{base}/api/v1/", RDFS.Resource)))
    described = _typed(graph, f"{base}/api/v1/openapi.json", RDFS.Resource)
    graph.add((service, DCAT.endpointDescription, described))
    graph.add((service, DCAT.servesDataset, dataset))
    graph.add((service, DCTERMS.license, _licence(graph)))


def _add_distribution(graph: Graph, base_url: str, download: Download) -> URIRef:
    address = f"{base_url}/data/{download.file}"
    distribution = URIRef(f"{base_url}/data/#{download.file}")
    graph.add((distribution, RDF.type, DCAT.Distribution))
    for language in LANGUAGES:
        graph.add((distribution, DCTERMS.title, Literal(said(language, download.title), language)))
        graph.add((distribution, DCTERMS.description, Literal(said(language, download.use), language)))
    graph.add((distribution, DCAT.accessURL, _typed(graph, f"{base_url}/data/", RDFS.Resource)))
    graph.add((distribution, DCAT.downloadURL, _typed(graph, address, RDFS.Resource)))
    graph.add((distribution, DCTERMS.license, _licence(graph)))
    kind = _listed(graph, "file-type", download.eu_file_type, DCTERMS.MediaTypeOrExtent)
    graph.add((distribution, DCTERMS["format"], kind))
    media = _typed(
        graph, f"https://www.iana.org/assignments/media-types/{download.media_type}", DCTERMS.MediaType
    )
    graph.add((distribution, DCAT.mediaType, media))
    available = _listed(graph, "planned-availability", "STABLE", SKOS.Concept)
    graph.add((distribution, DCATAP.availability, available))
    return distribution


def _add_words(graph: Graph, subject: URIRef, title: str, description: str) -> None:
    for language in LANGUAGES:
        graph.add((subject, DCTERMS.title, Literal(said(language, title), language)))
        graph.add((subject, DCTERMS.description, Literal(said(language, description), language)))


def _add_languages(graph: Graph, subject: URIRef) -> None:
    for language in LANGUAGES:
        code = _listed(graph, "language", LANGUAGE_CODES[language], DCTERMS.LinguisticSystem)
        graph.add((subject, DCTERMS.language, code))


def _contact(graph: Graph, holdings: Holdings) -> BNode:
    contact = BNode("kontakt")
    graph.add((contact, RDF.type, VCARD.Organization))
    graph.add((contact, RDF.type, VCARD.Kind))
    graph.add((contact, VCARD.fn, Literal(holdings.operator or NAME)))
    graph.add((contact, VCARD.hasURL, URIRef(f"{holdings.base_url}/om/")))
    if holdings.operator_email:
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{holdings.operator_email}")))
    return contact


def _licence(graph: Graph) -> URIRef:
    licence = _listed(graph, "licence", "CC_BY_4_0", DCTERMS.LicenseDocument)
    graph.add((licence, RDFS.seeAlso, URIRef(LICENCE.url)))
    return licence


def _listed(graph: Graph, listed: str, code: str, kind: URIRef) -> URIRef:
    """Name an entry of one of the EU's lists."""
    entry = _typed(graph, f"{EU}/{listed}/{code}", kind)
    graph.add((entry, RDF.type, SKOS.Concept))
    graph.add((entry, SKOS.inScheme, URIRef(f"{EU}/{listed}")))
    graph.add((entry, SKOS.prefLabel, Literal(code, "en")))
    return entry


def _typed(graph: Graph, address: str, kind: URIRef) -> URIRef:
    """Name something else on the web and say what it is: validators ask for the type."""
    found = URIRef(address)
    graph.add((found, RDF.type, kind))
    return found
