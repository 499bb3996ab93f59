"""The code lists of what happened to people and places, and of what was said of it."""

from sitrep.fields.codes import ClosedCode, OpenCode


class Cause(OpenCode):
    """Causes of a harm, a shortage, a displacement or an outage. Our own list."""

    ARMED_CONFLICT = "armed_conflict", "", "conflict", "war", "hostilities", "fighting"
    AIR_STRIKE = "air_strike", "", "airstrike", "bombing", "air_raid"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling", "", "artillery"
    GUNFIRE = "gunfire", "", "shooting", "small_arms"
    GROUND_OPERATION = "ground_operation"
    EXPLOSIVE_REMNANTS = "explosive_remnants", "explosive remnants of war"
    SIEGE = "siege"
    BLOCKADE = "blockade"
    ACCESS_RESTRICTION = "access_restriction"
    LOOTING = "looting"
    CROWD_CRUSH = "crowd_crush"
    BUILDING_COLLAPSE = "building_collapse"
    HUNGER = "hunger", "", "starvation", "famine"
    MALNUTRITION = "malnutrition"
    DEHYDRATION = "dehydration"
    COLD = "cold", "", "hypothermia"
    HEAT = "heat"
    DISEASE = "disease"
    LACK_OF_MEDICAL_CARE = "lack_of_medical_care"
    DROWNING = "drowning"
    ACCIDENT = "accident"
    FLOOD = "flood", "", "flooding", "floods"
    EARTHQUAKE = "earthquake"
    DROUGHT = "drought"
    TROPICAL_CYCLONE = "tropical_cyclone", "", "hurricane", "typhoon", "cyclone", "tropical_storm"
    LANDSLIDE = "landslide"
    WILDFIRE = "wildfire", "", "bushfire", "forest_fire"
    EVACUATION_ORDER = "evacuation_order"
    EVICTION = "eviction"
    FUEL_SHORTAGE = "fuel_shortage"
    POWER_CUT = "power_cut"
    DAMAGE = "damage", "damage to infrastructure"
    SHUTDOWN_ORDER = "shutdown_order"
    FUNDING_SHORTAGE = "funding_shortage"
    PRICE_RISE = "price_rise"
    ARMED_VIOLENCE = "armed_violence", "armed violence", "gang_violence"
    INSECURITY = "insecurity"
    STORM = "storm"
    STORM_SURGE = "storm_surge"
    HEAVY_RAIN = "heavy_rain"
    VOLCANIC_ERUPTION = "volcanic_eruption"
    TSUNAMI = "tsunami"
    CHOLERA = "cholera"
    VANDALISM = "vandalism"
    THEFT = "theft"
    STRIKE = "strike"
    IMPORT_RESTRICTION = "import_restriction"
    CURRENCY_DEPRECIATION = "currency_depreciation"
    MAINTENANCE = "maintenance"
    EXECUTION = "execution", "", "summary_execution"
    TORTURE = "torture", "", "ill_treatment"
    DEPORTATION = "deportation", "", "forced_return", "expulsion"


class Outcome(OpenCode):
    """Outcomes for the people in a count of casualties. Our own list."""

    KILLED = "killed", "", "deaths", "dead", "fatalities", "fatality", "slain"
    DIED = "died"
    INJURED = "injured", "", "wounded", "hurt"
    SEVERELY_INJURED = "severely_injured"
    KILLED_OR_INJURED = "killed_or_injured", "", "casualties"
    MISSING = "missing", "", "unaccounted_for"
    TRAPPED = "trapped"
    BODIES_RECOVERED = "bodies_recovered"
    RESCUED = "rescued"
    HOSPITALIZED = "hospitalized", "hospitalised", "hospitalised", "admitted_to_hospital"
    RECRUITED = "recruited", "", "forcibly_recruited"
    SEXUALLY_ASSAULTED = "sexually_assaulted", "", "raped"
    TORTURED = "tortured", "", "ill_treated"


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
    EVACUATION_CENTRE = "evacuation_centre"
    WORKPLACE = "workplace"
    VEHICLE = "vehicle"


class DisplacementKind(OpenCode):
    """Kinds of displacement: categories of IDMC's Helix (March 2024), and our own, of where people stay, at the end."""

    IDPS = "idps", "people in internal displacement", "internally_displaced_people"
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
    IN_CAMPS = "in_camps", "people in camps"
    IN_COLLECTIVE_CENTRES = (
        "in_collective_centres",
        "people in collective centres",
        "evacuation_centres",
        "in_evacuation_centres",
    )
    IN_TENTS = "in_tents", "people in tents"
    IN_RENTED_HOUSING = "in_rented_housing", "people in rented housing"
    WITHOUT_SHELTER = "without_shelter", "people without shelter", "homeless"


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
    ADMINISTRATIVE_DETENTION = "administrative_detention"
    INTERCEPTED_AT_SEA = "intercepted_at_sea"


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
    """The degree to which aid is constrained. Our own list, in the degrees that access snapshots use."""

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
    HEALTH_FACILITY = "health_facility", "health facility", "health_facilities", "medical_facility"
    MOBILE_CLINIC = "mobile_clinic", "mobile clinic", "mobile_medical_unit", "mobile_team"
    HEALTH_UNIT = "health_unit", "health unit", "health_post"
    GENERAL_HOSPITAL = "general_hospital"
    SPECIALIZED_HOSPITAL = "specialized_hospital", "specialised hospital"
    DISTRICT_HOSPITAL = "district_hospital"
    GOVERNORATE_HOSPITAL = "governorate_hospital"
    MATERNITY_WARD = "maternity_ward"
    CHOLERA_TREATMENT_CENTRE = (
        "cholera_treatment_centre",
        "cholera treatment centre",
        "ctc",
        "diarrhoea_treatment_centre",
    )
    ORAL_REHYDRATION_POINT = "oral_rehydration_point", "oral rehydration point", "oral_rehydration_corner", "orp"
    NUTRITION_CENTRE = "nutrition_centre", "nutrition centre", "stabilisation_centre"
    BLOOD_BANK = "blood_bank"
    PHARMACY = "pharmacy"
    LABORATORY = "laboratory"
    AMBULANCE = "ambulance"
    SCHOOL = "school"
    CLASSROOM = "classroom"
    CHILD_FRIENDLY_SPACE = "child_friendly_space", "child-friendly space"
    SAFE_SPACE = "safe_space"
    COMMUNITY_CENTRE = "community_centre"
    UNIVERSITY = "university"
    BAKERY = "bakery"
    COMMUNITY_KITCHEN = "community_kitchen"
    MARKET = "market"
    SHOP = "shop"
    SHELTER = "shelter"
    EVACUATION_CENTRE = "evacuation_centre", "evacuation centre", "relief_camp"
    COLLECTIVE_CENTRE = "collective_centre"
    DISPLACEMENT_SITE = "displacement_site", "displacement site", "idp_site"
    CAMP = "camp"
    HOUSE = "house", "", "home", "dwelling", "housing_unit"
    BUILDING = "building"
    PLACE_OF_WORSHIP = "place_of_worship", "place of worship", "mosque", "church", "temple"
    CULTURAL_SITE = "cultural_site"
    LATRINE = "latrine", "", "toilet"
    SHOWER = "shower"
    HANDWASHING_STATION = "handwashing_station", "handwashing station"
    WATER_POINT = "water_point", "", "tap_stand", "borehole"
    WATER_NETWORK = "water_network"
    WATER_TANK = "water_tank"
    FUEL_STATION = "fuel_station", "fuel station", "petrol_station", "gas_station"
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
    RAILWAY_LINE = "railway_line"
    POWER_LINE = "power_line"
    POLICE_STATION = "police_station"
    PRISON = "prison"
    TEMPORARY_LEARNING_SPACE = "temporary_learning_space", "", "temporary_classroom"
    TENT = "tent"
    HAND_PUMP = "hand_pump"
    DAM = "dam"
    RESERVOIR = "reservoir"
    MEDIA_OFFICE = "media_office", "", "newsroom"


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
    """Something that is done with facilities. Our own list."""

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
    PROVIDING_SERVICES = "providing_services", "providing services"
    STAFFED = "staffed"
    TO_BE_OPENED = "to_be_opened"
    TO_BE_REHABILITATED = "to_be_rehabilitated"
    LOOTED = "looted"
    DECOMMISSIONED = "decommissioned"
    USED_AS_SHELTER = "used_as_shelter", "", "used_by_displaced_people"
    USED_BY_ARMED_FORCES = "used_by_armed_forces", "", "military_use"
    FLOODED = "flooded"
    CONTAMINATED = "contaminated"
    INSPECTED = "inspected"
    UNSAFE = "unsafe", "found unsafe", "uninhabitable"


class WarningLevel(OpenCode):
    """Levels of warnings and risks, by the colours that most services give them, or in words as WHO assesses them."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange", "", "amber"
    RED = "red"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


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
    """Kinds of incidents after three standards, in lower case, and our own; each part names its source."""

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
    ATTACK = "attack", "", "assault"
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
    FLOOD = "flood", "", "flooding"
    HEAT_WAVE = "heat_wave"
    INSECT_INFESTATION = "insect_infestation"
    LANDSLIDE = "landslide"
    MUDSLIDE = "mudslide"
    SEVERE_LOCAL_STORM = "severe_local_storm"
    SNOW_AVALANCHE = "snow_avalanche"
    STORM_SURGE = "storm_surge"
    TECHNOLOGICAL_DISASTER = "technological_disaster"
    TORNADO = "tornado"
    TROPICAL_CYCLONE = "tropical_cyclone", "", "hurricane", "typhoon", "cyclone", "tropical_storm"
    TSUNAMI = "tsunami"
    VIOLENT_WIND = "violent_wind"
    VOLCANIC_ERUPTION = "volcanic_eruption"
    WILDFIRE = "wildfire", "", "bushfire", "forest_fire"
    # Our own
    AFTERSHOCK = "aftershock"
    HEAVY_RAIN = "heavy_rain"
    BLOCKADE = "blockade"
    SIEGE = "siege"
    DAM_FAILURE = "dam_failure"
    BUILDING_COLLAPSE = "building_collapse"
    TRANSPORT_ACCIDENT = "transport_accident"
    SHIPWRECK = "shipwreck"
    INDUSTRIAL_ACCIDENT = "industrial_accident"
    EVICTION = "eviction"
    COMMUNAL_VIOLENCE = "communal_violence"
    EXTORTION = "extortion"
    FORCED_RECRUITMENT = "forced_recruitment"
    GENDER_BASED_VIOLENCE = "gender_based_violence", "gender-based violence"
    CHILD_MARRIAGE = "child_marriage"
    GRAVE_VIOLATIONS_AGAINST_CHILDREN = "grave_violations_against_children", "", "grave_violations"
    EXPLOSIVE_ORDNANCE_ACCIDENT = "explosive_ordnance_accident"
    ATTACK_ON_EDUCATION = "attack_on_education", "", "attack_on_school"
    ATTACK_ON_AID_WORKERS = "attack_on_aid_workers"
    CEASEFIRE_VIOLATION = "ceasefire_violation"


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
    CONFIRMS = "confirms"
    REPORTS = "reports"
    REQUESTS = "requests", "", "asks_for", "appeals_for"
    AUTHORISES = "authorises"
    SUSPENDS = "suspends"
    LIFTS = "lifts"
    EXTENDS = "extends"
    AGREES_TO = "agrees_to"
    APOLOGISES_FOR = "apologises_for"


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
    SEXUAL_VIOLENCE = "sexual_violence"
    PROTECTION_OF_CHILDREN = "protection_of_children"
    PROTECTION_OF_SCHOOLS = "protection_of_schools"
    ATTACKS_ON_CIVILIANS = "attacks_on_civilians"
    DETENTION = "detention"
    DISPLACEMENT = "displacement"
    FOOD_SECURITY = "food_security"
    FUEL_SHORTAGE = "fuel_shortage"
    STATE_OF_EMERGENCY = "state_of_emergency"
    INTERNATIONAL_ASSISTANCE = "international_assistance"
    EMERGENCY_RESPONSE = "emergency_response"
    SATELLITE_MAPPING = "satellite_mapping"
    EVACUATION_ORDER = "evacuation_order"
    SCHOOL_CLOSURE = "school_closure"
    MOVEMENT_RESTRICTIONS = "movement_restrictions"
    EARLY_WARNING = "early_warning"
    NEEDS_ASSESSMENT = "needs_assessment"
