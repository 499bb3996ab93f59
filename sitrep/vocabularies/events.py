"""The code lists of what happened to people and places, and of what was said of it."""

from sitrep.fields.codes import ClosedCode, OpenCode


class Cause(OpenCode):
    """Causes of a harm, a shortage, a displacement or an outage. Our own list."""

    ARMED_CONFLICT = "armed_conflict"
    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    GUNFIRE = "gunfire"
    GROUND_OPERATION = "ground_operation"
    EXPLOSIVE_REMNANTS = "explosive_remnants", "explosive remnants of war"
    SIEGE = "siege"
    BLOCKADE = "blockade"
    ACCESS_RESTRICTION = "access_restriction"
    LOOTING = "looting"
    CROWD_CRUSH = "crowd_crush"
    BUILDING_COLLAPSE = "building_collapse"
    HUNGER = "hunger"
    MALNUTRITION = "malnutrition"
    DEHYDRATION = "dehydration"
    COLD = "cold"
    HEAT = "heat"
    DISEASE = "disease"
    LACK_OF_MEDICAL_CARE = "lack_of_medical_care"
    DROWNING = "drowning"
    ACCIDENT = "accident"
    FLOOD = "flood"
    EARTHQUAKE = "earthquake"
    DROUGHT = "drought"
    TROPICAL_CYCLONE = "tropical_cyclone"
    LANDSLIDE = "landslide"
    WILDFIRE = "wildfire"
    EVACUATION_ORDER = "evacuation_order"
    EVICTION = "eviction"
    FUEL_SHORTAGE = "fuel_shortage"
    POWER_CUT = "power_cut"
    DAMAGE = "damage", "damage to infrastructure"
    SHUTDOWN_ORDER = "shutdown_order"
    FUNDING_SHORTAGE = "funding_shortage"
    PRICE_RISE = "price_rise"


class Outcome(OpenCode):
    """Outcomes for the people in a count of casualties. Our own list."""

    KILLED = "killed", "", "deaths", "dead", "fatalities", "slain"
    DIED = "died"
    INJURED = "injured", "", "wounded", "hurt"
    SEVERELY_INJURED = "severely_injured"
    KILLED_OR_INJURED = "killed_or_injured"
    MISSING = "missing"
    TRAPPED = "trapped"
    BODIES_RECOVERED = "bodies_recovered"
    RESCUED = "rescued"


class Setting(OpenCode):
    """Settings in which people died, fell ill or were hurt. Our own list."""

    COMMUNITY = "community"
    FACILITY = "facility", "health facility"
    SHELTER = "shelter"
    HOME = "home"
    SCHOOL = "school"
    CAMP = "camp"
    ROAD = "road"
    MARKET = "market"
    AID_SITE = "aid_site"
    PLACE_OF_WORSHIP = "place_of_worship"
    PLACE_OF_DETENTION = "place_of_detention"
    AT_SEA = "at_sea"


class DisplacementKind(OpenCode):
    """Kinds of displacement: categories of IDMC's Helix (March 2024), and two of our own at the end."""

    IDPS = "idps", "internally displaced people"
    NEW_DISPLACEMENT = "new_displacement", "internal displacements"
    MULTIPLE_DISPLACEMENT = "multiple_displacement", "repeated displacements"
    RETURN = "return", "returns"
    RETURNEES = "returnees"
    PEOPLE_DISPLACED_ACROSS_BORDERS = "people_displaced_across_borders"
    CROSS_BORDER_FLIGHT = "cross_border_flight", "flights across a border"
    CROSS_BORDER_RETURN = "cross_border_return", "returns across a border"
    LOCAL_INTEGRATION = "local_integration"
    LOCALLY_INTEGRATED_IDPS = "locally_integrated_idps", "locally integrated displaced people"
    RELOCATION_ELSEWHERE = "relocation_elsewhere", "relocations elsewhere"
    IDPS_SETTLED_ELSEWHERE = "idps_settled_elsewhere", "displaced people settled elsewhere"
    PROVISIONAL_SOLUTIONS = "provisional_solutions"
    FAILED_RETURN_RETURNEE_DISPLACEMENT = (
        "failed_return_returnee_displacement",
        "failed returns, or returnees displaced again",
    )
    SHELTERING = "sheltering", "people sheltering"
    IN_HOST_FAMILIES = "in_host_families", "people in host families"


class DetentionKind(OpenCode):
    """In what way people are, or were, deprived of liberty. Our own list; it does not judge lawfulness."""

    CAPTIVE = "captive"
    HOSTAGE = "hostage"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    DETAINED = "detained"
    PRISONER_OF_WAR = "prisoner_of_war"
    FORCIBLY_DISAPPEARED = "forcibly_disappeared"
    RELEASED = "released"


class DetentionStatus(OpenCode):
    """Outcomes for people who were held. Our own list."""

    HELD = "held"
    CHARGED = "charged"
    TRANSFERRED = "transferred"
    EXCHANGED = "exchanged"
    RELEASED = "released"
    RESCUED = "rescued"
    ESCAPED = "escaped"
    DIED = "died", "died in custody"
    UNACCOUNTED_FOR = "unaccounted_for"


class AccessConstraint(OpenCode):
    """The nine constraints of OCHA's Access Monitoring and Reporting Framework, in codes of our own."""

    DENIAL_OF_NEEDS = "denial_of_needs", "denial of needs or of entitlement to aid"
    RESTRICTION_INTO_COUNTRY = "restriction_into_country", "restricted movement into the country"
    RESTRICTION_WITHIN_COUNTRY = "restriction_within_country", "restricted movement within the country"
    MILITARY_OPERATIONS = "military_operations", "military operations and hostilities"
    VIOLENCE_AGAINST_AID = "violence_against_aid", "violence against aid workers, assets or facilities"
    INTERFERENCE = "interference", "interference with aid activities"
    MINES_AND_ORDNANCE = "mines_and_ordnance", "mines and unexploded ordnance"
    PHYSICAL_ENVIRONMENT = "physical_environment"
    OBSTRUCTION_OF_SERVICES = "obstruction_of_services", "people kept from services and aid"


class AccessSeverity(OpenCode):
    """How much aid is constrained. Our own list, in the degrees that access snapshots use."""

    LOW = "low"
    MODERATE = "moderate", "", "medium"
    HIGH = "high"
    EXTREME = "extreme", "", "very_high"


class AccessOutcome(ClosedCode):
    """Outcomes of aid missions. Our own list, in the words that OCHA uses of them."""

    PLANNED = "planned"
    FACILITATED = "facilitated"
    PARTIALLY_FACILITATED = "partially_facilitated"
    IMPEDED = "impeded"
    DENIED = "denied"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class FacilityKind(OpenCode):
    """Buildings and works that serve people. Our own list."""

    HOSPITAL = "hospital"
    FIELD_HOSPITAL = "field_hospital"
    HEALTH_CENTRE = "health_centre"
    CLINIC = "clinic"
    TREATMENT_CENTRE = "treatment_centre"
    PHARMACY = "pharmacy"
    LABORATORY = "laboratory"
    AMBULANCE = "ambulance"
    SCHOOL = "school"
    UNIVERSITY = "university"
    BAKERY = "bakery"
    COMMUNITY_KITCHEN = "community_kitchen"
    MARKET = "market"
    SHELTER = "shelter"
    CAMP = "camp"
    HOUSE = "house"
    BUILDING = "building"
    PLACE_OF_WORSHIP = "place_of_worship"
    CULTURAL_SITE = "cultural_site"
    WATER_WELL = "water_well"
    PUMPING_STATION = "pumping_station"
    DESALINATION_PLANT = "desalination_plant"
    WASTEWATER_PLANT = "wastewater_plant"
    POWER_PLANT = "power_plant"
    TELECOM_TOWER = "telecom_tower"
    WAREHOUSE = "warehouse"
    DISTRIBUTION_POINT = "distribution_point"
    UN_PREMISES = "un_premises", "UN premises"
    FARMLAND = "farmland"
    ROAD = "road"
    BRIDGE = "bridge"
    PORT = "port"
    AIRPORT = "airport"


class Functioning(ClosedCode):
    """Degrees to which a facility works: the three of WHO's HeRAMS, and one that isn't said."""

    FULLY = "fully", "fully functioning"
    FULLY_OR_PARTIALLY = "fully_or_partially", "functioning"
    PARTIALLY = "partially", "partially functioning"
    NOT = "not", "not functioning"


class Damage(ClosedCode):
    """States of a facility. Our own list, coarser than those of damage assessments."""

    NONE = "none", "undamaged"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"


class FacilityAction(OpenCode):
    """What is done with facilities. Our own list."""

    SUPPORTED = "supported"
    OPENED = "opened"
    ESTABLISHED = "established"
    REHABILITATED = "rehabilitated"
    CONSTRUCTED = "constructed"
    EQUIPPED = "equipped"
    REOPENED = "reopened"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    EVACUATED = "evacuated"
    OCCUPIED = "occupied"
    ATTACKED = "attacked"
    RELOCATED = "relocated"
    TO_BE_RELOCATED = "to_be_relocated"


class WarningLevel(OpenCode):
    """Levels of warnings, by the colours that most services give them."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange", "", "amber"
    RED = "red"


class Power(OpenCode):
    """Supplies that a facility runs on. Our own list."""

    GRID = "grid"
    GENERATOR = "generator"
    SOLAR = "solar"
    BATTERY = "battery"
    NONE = "none", "no power"


class Service(OpenCode):
    """Services that can be cut. Our own list."""

    INTERNET = "internet"
    MOBILE = "mobile", "mobile phone"
    LANDLINE = "landline"
    TELECOMMUNICATIONS = "telecommunications"
    BROADCASTING = "broadcasting"
    ELECTRICITY = "electricity"
    GAS = "gas"
    WATER = "water"
    SANITATION = "sanitation"
    WASTE_COLLECTION = "waste_collection"
    FUEL_SUPPLY = "fuel_supply"
    HEALTH_CARE = "health_care"
    AMBULANCE = "ambulance"
    EMERGENCY_CALLS = "emergency_calls"
    EDUCATION = "education"
    BANKING = "banking"
    TRANSPORT = "transport"


class OutageExtent(ClosedCode):
    """Extents to which a service is out. Our own list."""

    PARTIAL = "partial"
    CUT = "cut"
    RESTORED = "restored"


class IncidentKind(OpenCode):
    """Kinds of incidents after three standards, in lower case; each part names its own."""

    # ACLED codebook of October 2024: event types
    BATTLES = "battles"
    PROTESTS = "protests"
    RIOTS = "riots"
    EXPLOSIONS_REMOTE_VIOLENCE = "explosions_remote_violence", "explosions and remote violence"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    STRATEGIC_DEVELOPMENTS = "strategic_developments"
    # ACLED: sub-event types
    ARMED_CLASH = "armed_clash"
    GOVERNMENT_REGAINS_TERRITORY = "government_regains_territory"
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = (
        "non_state_actor_overtakes_territory",
        "non-state actor overtakes territory",
    )
    PEACEFUL_PROTEST = "peaceful_protest"
    PROTEST_WITH_INTERVENTION = "protest_with_intervention"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "excessive_force_against_protesters"
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    MOB_VIOLENCE = "mob_violence"
    CHEMICAL_WEAPON = "chemical_weapon"
    AIR_DRONE_STRIKE = "air_drone_strike", "air or drone strike"
    SUICIDE_BOMB = "suicide_bomb"
    SHELLING_ARTILLERY_MISSILE_ATTACK = (
        "shelling_artillery_missile_attack",
        "shelling, artillery or missile attack",
    )
    REMOTE_EXPLOSIVE_LANDMINE_IED = (
        "remote_explosive_landmine_ied",
        "remote explosive, landmine or improvised device",
    )
    GRENADE = "grenade"
    SEXUAL_VIOLENCE = "sexual_violence"
    ATTACK = "attack"
    ABDUCTION_FORCED_DISAPPEARANCE = "abduction_forced_disappearance", "abduction or forced disappearance"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    CHANGE_TO_GROUP_ACTIVITY = "change_to_group_activity", "change to a group or its activity"
    DISRUPTED_WEAPONS_USE = "disrupted_weapons_use"
    HEADQUARTERS_OR_BASE_ESTABLISHED = "headquarters_or_base_established"
    LOOTING_PROPERTY_DESTRUCTION = "looting_property_destruction", "looting or destruction of property"
    NON_VIOLENT_TRANSFER_OF_TERRITORY = (
        "non_violent_transfer_of_territory",
        "non-violent transfer of territory",
    )
    OTHER = "other"
    # WHO Surveillance System for Attacks on Health Care: all attacks, and their types
    ATTACK_ON_HEALTH_CARE = "attack_on_health_care"
    VIOLENCE_WITH_HEAVY_WEAPONS = (
        "violence_with_heavy_weapons",
        "violence against health care with heavy weapons",
    )
    VIOLENCE_WITH_INDIVIDUAL_WEAPONS = (
        "violence_with_individual_weapons",
        "violence against health care with individual weapons",
    )
    OBSTRUCTION_TO_HEALTH_CARE = "obstruction_to_health_care", "obstruction of health care"
    PSYCHOLOGICAL_VIOLENCE = "psychological_violence", "psychological violence or threats against health care"
    REMOVAL_OF_HEALTH_CARE_ASSETS = "removal_of_health_care_assets"
    ABDUCTION_ARREST_DETENTION = (
        "abduction_arrest_detention",
        "abduction, arrest or detention of health workers or patients",
    )
    ARMED_SEARCH = "armed_search", "armed or violent search of health care"
    ASSAULT_WITHOUT_WEAPONS = "assault_without_weapons", "assault on health care without weapons"
    MILITARIZATION_OF_HEALTH_CARE = "militarization_of_health_care", "militarisation of health care"
    SETTING_FIRE = "setting_fire", "setting fire to health care"
    CRIMINALIZATION_OF_HEALTH_CARE = "criminalization_of_health_care", "criminalisation of health care"
    CHEMICAL_AGENT = "chemical_agent", "chemical agent used against health care"
    SEXUAL_ASSAULT = "sexual_assault", "sexual assault on health workers or patients"
    # Hazards, after the disaster types of GLIDE
    COLD_WAVE = "cold_wave"
    COMPLEX_EMERGENCY = "complex_emergency"
    DROUGHT = "drought"
    EARTHQUAKE = "earthquake"
    EPIDEMIC = "epidemic"
    EXTRATROPICAL_CYCLONE = "extratropical_cyclone"
    FIRE = "fire"
    FLASH_FLOOD = "flash_flood"
    FLOOD = "flood"
    HEAT_WAVE = "heat_wave"
    INSECT_INFESTATION = "insect_infestation"
    LANDSLIDE = "landslide"
    MUDSLIDE = "mudslide"
    SEVERE_LOCAL_STORM = "severe_local_storm"
    SNOW_AVALANCHE = "snow_avalanche"
    STORM_SURGE = "storm_surge"
    TECHNOLOGICAL_DISASTER = "technological_disaster"
    TORNADO = "tornado"
    TROPICAL_CYCLONE = "tropical_cyclone"
    TSUNAMI = "tsunami"
    VIOLENT_WIND = "violent_wind"
    VOLCANIC_ERUPTION = "volcanic_eruption"
    WILDFIRE = "wildfire"


class Act(OpenCode):
    """Acts that the actor of a statement does by making it. Our own list."""

    CALLS_FOR = "calls_for"
    CONDEMNS = "condemns"
    WARNS = "warns"
    DEMANDS = "demands"
    PROMISES = "promises"
    DENIES = "denies"
    RULES = "rules"
    RECOMMENDS = "recommends"
    REJECTS = "rejects"
    DECLARES = "declares"
    ANNOUNCES = "announces"
    ACTIVATES = "activates"


class Topic(OpenCode):
    """Topics of a statement, in words that take no side. Our own list."""

    CEASEFIRE = "ceasefire"
    HUMANITARIAN_PAUSE = "humanitarian_pause"
    CESSATION_OF_HOSTILITIES = "cessation_of_hostilities"
    NEGOTIATIONS = "negotiations"
    HUMANITARIAN_ACCESS = "humanitarian_access"
    AID_DELIVERY = "aid_delivery"
    FUEL_ENTRY = "fuel_entry"
    OPENING_OF_CROSSING = "opening_of_crossing"
    EVACUATION_OF_CIVILIANS = "evacuation_of_civilians"
    FORCED_TRANSFER = "forced_transfer"
    RELEASE_OF_CAPTIVES = "release_of_captives"
    EXCHANGE_OF_CAPTIVES = "exchange_of_captives"
    PROTECTION_OF_CIVILIANS = "protection_of_civilians"
    PROTECTION_OF_HEALTH_CARE = "protection_of_health_care"
    PROTECTION_OF_AID_WORKERS = "protection_of_aid_workers"
    HUMANITARIAN_LAW = "humanitarian_law", "international humanitarian law"
    ACCOUNTABILITY = "accountability"
    RESPONSIBILITY = "responsibility", "responsibility for an attack"
    MILITARY_OPERATION = "military_operation"
    MILITARY_DEFEAT = "military_defeat"
    SELF_DEFENCE = "self_defence"
    ARMS_TRANSFERS = "arms_transfers"
    SANCTIONS = "sanctions"
    POLITICAL_SETTLEMENT = "political_settlement"
    FUNDING = "funding"
    FAMINE = "famine"
    DISEASE_OUTBREAK = "disease_outbreak"
    CASUALTY_FIGURES = "casualty_figures"
